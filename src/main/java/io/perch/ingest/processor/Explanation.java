package io.perch.ingest.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.perch.ingest.document.Document;
import io.perch.ingest.document.DocumentPath;
import io.perch.ingest.document.Places;
import io.perch.ingest.mapping.InputMapping;
import io.perch.ingest.mapping.OutputMapping;
import io.perch.ingest.processor.FieldMap.Texts;
import io.perch.path.Excerpt;
import io.perch.path.PathReport;
import java.util.List;

/** What each path of a processor matched, for {@code _simulate?explain}. */
final class Explanation {

    private Explanation() {
    }

    /** @param inputs {@code null}: all fields */
    static JsonNode inputs(List<InputMapping> inputs, Document document) {
        ObjectNode told = node();
        ArrayNode reads = told.putArray("inputs");
        if (inputs == null) {
            reads.addObject().put("all_fields", true).put("matched", document.source().size());
            return told;
        }
        inputs.forEach(input -> reads.add(report(input.from(), document).put("input", input.name())));
        return told;
    }

    private static ObjectNode report(DocumentPath path, Document document) {
        return path.read(document).isPresent() ? matched(path.explain(document))
                : matched(path.explain(document)).put("missing", true);
    }

    private static ObjectNode matched(PathReport report) {
        ObjectNode told = node().put("path", report.path()).put("matched", report.matched()).put("sample", report.sample());
        if (!report.found()) {
            told.put("deepest", report.deepest());
            report.keys().forEach(told.putArray("keys")::add);
            told.put("nearest", report.nearest());
        }
        return told;
    }

    static JsonNode payload(ObjectNode body) {
        ObjectNode told = node();
        told.set("payload", body);
        return told;
    }

    static JsonNode answer(List<OutputMapping> outputs, JsonNode answer, boolean full) {
        ObjectNode told = node();
        ArrayNode writes = told.putArray("outputs");
        outputs.forEach(output -> writes.addObject().put("output", output.to().text()).put("path", output.from().toString())
                .put("sample", output.from().read(answer, full).map(Excerpt::of).orElse(null)));
        return told.put("answer", Excerpt.of(answer));
    }

    static JsonNode nothingToWrite(List<OutputMapping> outputs, Document document) {
        ObjectNode told = node();
        ArrayNode writes = told.putArray("outputs");
        for (OutputMapping output : outputs) {
            Places places = output.to().places(document);
            writes.addObject().put("output", output.to().text()).put("places", places.all().size())
                    .put("note", places.empty() ? "the list is empty" : "has a value, and override is false");
        }
        return told.put("called", false);
    }

    static JsonNode texts(List<Texts> texts) {
        ObjectNode told = node();
        ArrayNode fields = told.putArray("texts");
        texts.forEach(field -> fields.addObject().put("field", field.field()).put("matched", field.texts().size())
                .put("sample", Excerpt.of(TextNode.valueOf(field.texts().getFirst()))).put("vector", field.vector()));
        return told;
    }

    static JsonNode passages(List<MappedField> chunked) {
        ObjectNode told = node();
        ArrayNode fields = told.putArray("texts");
        chunked.forEach(field -> fields.addObject().put("field", field.name()).put("matched", field.texts().size())
                .put("passages", field.in().path(field.target()).size()));
        return told;
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }
}
