package io.perch.ingest.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.path.JsonText;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the document of a line.
 *
 * @param id     where its id stands; {@code null} when the caller says nothing of ids
 * @param fields where each field stands: the first path that leads somewhere counts. Without any the line is the document
 */
record LineMap(List<SourcePath> id, Map<String, List<SourcePath>> fields) {

    /** @param id {@code null} when the caller says nothing of ids; @param source JSON in one line */
    record Mapped(String id, Buffer source) {
    }

    /** Throws {@link LineFault}. */
    Mapped map(Buffer line) {
        return fields.isEmpty() ? whole(line) : mapped(tree(line));
    }

    private Mapped whole(Buffer line) {
        try {
            if (JsonText.check(line.getBytes()) != JsonToken.START_OBJECT) {
                throw new LineFault("it is no JSON object");
            }
            return new Mapped(id == null ? null : idIn(tree(line)), line);
        } catch (IOException broken) {
            throw notJson(broken);
        }
    }

    private Mapped mapped(JsonNode line) {
        String named = id == null ? null : idIn(line);
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        fields.forEach((name, paths) -> first(paths, line).ifPresent(value -> document.set(name, value)));
        if (document.isEmpty()) {
            throw new LineFault("it has nothing at any of the paths");
        }
        return new Mapped(named, JsonText.line(document));
    }

    private String idIn(JsonNode line) {
        JsonNode found = first(id, line).orElseThrow(() -> new LineFault("it has no _id at " + id.getFirst().path()));
        if (!found.isTextual() && !found.isNumber() || found.asText().isEmpty()) {
            throw new LineFault("its _id at " + id.getFirst().path() + " is neither a text nor a number");
        }
        return found.asText();
    }

    private static Optional<JsonNode> first(List<SourcePath> paths, JsonNode line) {
        return paths.stream().map(path -> path.path().read(line)).flatMap(Optional::stream).findFirst();
    }

    private static JsonNode tree(Buffer line) {
        try {
            return JsonText.exactTree(line.getBytes());
        } catch (IOException broken) {
            throw notJson(broken);
        }
    }

    private static LineFault notJson(IOException broken) {
        return new LineFault("it is not JSON: " + (broken instanceof JsonProcessingException json ? json.getOriginalMessage()
                : broken.getMessage()));
    }
}
