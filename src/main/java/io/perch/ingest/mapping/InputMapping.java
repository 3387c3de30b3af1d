package io.perch.ingest.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.ingest.document.Document;
import io.perch.ingest.document.DocumentPath;
import io.perch.path.PathReport;
import java.util.Optional;

/** One entry of an {@code input_map}: what the model calls a value, and where in the document it is. */
public record InputMapping(String name, DocumentPath from) {

    public Optional<JsonNode> read(Document document) {
        return from.read(document);
    }

    /** Says what is there instead. */
    public PerchException missing(Document document) {
        PathReport report = from.explain(document);
        String hint = report.found() ? "at " + from.text() + " there is " + report.sample() + ", which says nothing"
                : report.hint();
        return new PerchException(ErrorCode.FIELD_MISSING, "Cannot find field name defined from input map: " + from.text(), hint);
    }
}
