package io.perch.ingest.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Json;
import java.time.Instant;

/** Documents as tests write them. */
public final class Documents {

    /** That of the worked examples. */
    public static final String SAMPLE = """
            {"title": "x", "arr": ["p", "q"], "empty": [], "chunks": [{"t": "1"}, {"u": "2"}], "foo.bar": "dotted", "nul": null}""";

    private Documents() {
    }

    public static Document of(String source) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode().put("_index", "docs").put("_id", "7");
        return new Document(Json.read(source, ObjectNode.class), metadata, Instant.EPOCH);
    }

    public static JsonNode json(String text) {
        return Json.read(text, JsonNode.class);
    }
}
