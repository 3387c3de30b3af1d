package io.perch.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.ingest.Simulations.Outcome;
import io.perch.ingest.Simulations.Stage;
import io.perch.ingest.document.Document;
import io.perch.ingest.pipeline.Item;
import io.perch.ingest.pipeline.Step;
import io.perch.ingest.pipeline.Trace;
import java.util.List;
import java.util.Locale;

/** Writes what became of documents in a simulation. */
final class PipelineSimulateAnswers {

    private PipelineSimulateAnswers() {
    }

    static ObjectNode of(List<Outcome> outcomes, boolean verbose, boolean explain) {
        ObjectNode answer = node();
        ArrayNode docs = answer.putArray("docs");
        for (Outcome outcome : outcomes) {
            if (verbose) {
                ArrayNode results = docs.addObject().putArray("processor_results");
                outcome.stages().forEach(stage -> results.add(stage(stage, explain)));
            } else {
                docs.add(plain(outcome.item()));
            }
        }
        return answer;
    }

    /** {@code null} for one that was dropped, as in the original. */
    private static ObjectNode plain(Item item) {
        if (item.failure() != null) {
            ObjectNode failed = node();
            failed.set("error", ErrorEnvelope.error(item.failure()));
            return failed;
        }
        if (item.dropped()) {
            return null;
        }
        ObjectNode copy = item.document().copy();
        copy.withObject("/" + Document.INGEST).remove("pipeline");
        ObjectNode done = node();
        done.set("doc", document(copy));
        return done;
    }

    private static ObjectNode stage(Stage stage, boolean explain) {
        Step step = stage.step();
        ObjectNode told = node().put("processor_type", step.processor().type())
                .put("status", stage.status().name().toLowerCase(Locale.ROOT));
        if (step.tag() != null) {
            told.put("tag", step.tag());
        }
        if (step.description() != null) {
            told.put("description", step.description());
        }
        if (step.condition() != null) {
            told.putObject("if").put("condition", step.condition().text())
                    .put("result", stage.status() != Trace.Status.SKIPPED);
        }
        if (stage.document() != null) {
            told.set("doc", document(stage.document()));
        }
        if (stage.failure() != null) {
            told.set(step.ignoreFailure() ? "ignored_error" : "error", step.ignoreFailure()
                    ? node().set("error", ErrorEnvelope.error(stage.failure())) : ErrorEnvelope.error(stage.failure()));
        }
        if (explain) {
            told.putArray("explain").addAll(stage.told());
        }
        return told;
    }

    /**
     * The metadata first, then the fields, then what the pipeline tells.
     *
     * @param source a copy, of which the fields are what is left
     */
    private static ObjectNode document(ObjectNode source) {
        ObjectNode written = node();
        for (String name : Document.METADATA) {
            if (source.has(name)) {
                written.set(name, source.remove(name));
            }
        }
        ObjectNode ingest = (ObjectNode) source.remove(Document.INGEST);
        written.set(Document.SOURCE, source);
        written.set(Document.INGEST, ingest);
        return written;
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }
}
