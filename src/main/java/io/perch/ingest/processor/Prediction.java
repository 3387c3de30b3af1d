package io.perch.ingest.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.Fields;
import io.perch.base.PerchException;
import io.perch.ingest.asking.Ask;
import io.perch.ingest.document.Document;
import io.perch.ingest.document.Places;
import io.perch.ingest.mapping.Gaps;
import io.perch.ingest.mapping.InputMapping;
import io.perch.ingest.mapping.OutputMapping;
import io.perch.ingest.mapping.OutputMapping.Write;
import io.perch.ingest.pipeline.Trace;
import io.perch.predict.json.OutputJson;
import io.perch.predict.json.PredictBody;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One element of {@code input_map} with its element of {@code output_map}: one call of the model for each document.
 *
 * @param inputs  {@code null}: all fields of the document
 * @param outputs at least one
 */
record Prediction(List<InputMapping> inputs, List<OutputMapping> outputs) {

    /** What the model is asked, and what was left out of it. */
    record Asked(Ask ask, Gaps gaps) {
    }

    /**
     * What the model is to be asked for this document; empty when there is nothing to ask. Throws FIELD_MISSING, PAYLOAD_INVALID,
     * REQUEST_INVALID.
     */
    Optional<Asked> ask(Document document, MlInference.Settings settings, Trace trace) {
        List<OutputMapping> wanted = outputs.stream().filter(output -> isWanted(output, document, settings)).toList();
        if (wanted.isEmpty()) {
            trace.explain(() -> Explanation.nothingToWrite(outputs, document));
            return Optional.empty();
        }
        Map<String, JsonNode> values = new LinkedHashMap<>(settings.modelConfig());
        boolean complete = read(document, settings, values);
        trace.explain(() -> Explanation.inputs(inputs, document));
        if (!complete) {
            return Optional.empty();
        }
        Gaps gaps = settings.ignoreMissing() ? closeGaps(values) : Gaps.NONE;
        if (gaps.nothingThere()) {
            return Optional.empty();
        }
        wanted.forEach(output -> requirePlace(output, document));
        ObjectNode body = settings.payload().fill(values);
        trace.explain(() -> Explanation.payload(body));
        return Optional.of(new Asked(new Ask(PredictBody.read(settings.function(), Fields.of(body))), gaps));
    }

    private static boolean isWanted(OutputMapping output, Document document, MlInference.Settings settings) {
        Places places = output.to().places(document);
        return !places.empty() && (places.all().isEmpty() || settings.override() || !places.taken());
    }

    /** Answers whether there is enough to ask; what is missing is left out, where that is allowed. */
    private boolean read(Document document, MlInference.Settings settings, Map<String, JsonNode> values) {
        if (inputs == null) {
            values.putAll(PredictBody.members(document.source()));
            return true;
        }
        int found = 0;
        for (InputMapping input : inputs) {
            Optional<JsonNode> value = input.read(document);
            if (value.isEmpty() && !settings.ignoreMissing()) {
                throw input.missing(document);
            }
            found += value.isPresent() ? 1 : 0;
            value.ifPresentOrElse(it -> values.put(input.name(), it), () -> values.remove(input.name()));
        }
        return (found > 0 || inputs.isEmpty()) && settings.payload().unfilled(values).isEmpty();
    }

    /** Leaves out what is missing among others, and says where that was. */
    private Gaps closeGaps(Map<String, JsonNode> values) {
        List<String> lists = inputs == null ? List.of() : inputs.stream()
                .filter(input -> !input.from().definite() && values.containsKey(input.name())).map(InputMapping::name).toList();
        Gaps gaps = Gaps.among(lists.stream().map(values::get).toList());
        lists.forEach(name -> values.computeIfPresent(name, (key, list) -> gaps.without(list)));
        return gaps;
    }

    private static void requirePlace(OutputMapping output, Document document) {
        if (output.to().places(document).all().isEmpty()) {
            throw new PerchException(ErrorCode.FIELD_MISSING, "Cannot find a place for the output: " + output.to()
                    + " matches nothing in the document", "compare the path with the document");
        }
    }

    /** What is to be written of an answer. Throws OUTPUT_UNEXPECTED. */
    List<Write> writes(Document document, Asked asked, MlInference.Settings settings, Trace trace) {
        Ask ask = asked.ask();
        JsonNode answer = OutputJson.tree(ask.answer(), OutputJson.filter(ask.input(), ask.answer()));
        trace.explain(() -> Explanation.answer(outputs, answer, settings.full()));
        List<Write> writes = new ArrayList<>();
        for (OutputMapping output : outputs) {
            if (isWanted(output, document, settings)) {
                writes.addAll(writes(output, document, answer, asked.gaps(), settings));
            }
        }
        return writes;
    }

    private static List<Write> writes(OutputMapping output, Document document, JsonNode answer, Gaps gaps,
            MlInference.Settings settings) {
        Optional<JsonNode> value = output.from().read(answer, settings.full());
        if (value.isEmpty() && !settings.ignoreMissing()) {
            throw output.from().missing(answer, settings.full());
        }
        return value.map(it -> output.writes(document, it, gaps, settings.override()).stream()
                .filter(write -> !settings.ignoreMissing() || says(write.value())).toList()).orElse(List.of());
    }

    private static boolean says(JsonNode value) {
        return !value.isNull() && !(value.isTextual() && value.textValue().isEmpty());
    }
}
