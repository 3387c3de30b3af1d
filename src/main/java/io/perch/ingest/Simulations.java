package io.perch.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.PerchException;
import io.perch.ingest.asking.Turn;
import io.perch.ingest.document.Document;
import io.perch.ingest.pipeline.Item;
import io.perch.ingest.pipeline.Pipeline;
import io.perch.ingest.pipeline.Step;
import io.perch.ingest.pipeline.Stored;
import io.perch.ingest.pipeline.Trace;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Sends documents through a pipeline to see what happens; nothing is stored. */
@ApplicationScoped
public class Simulations {

    private final Ingest ingest;

    Simulations(Ingest ingest) {
        this.ingest = ingest;
    }

    /**
     * One step of one document.
     *
     * @param document as it was after the step; {@code null} when it failed
     * @param failure  what went wrong, or {@code null}
     * @param told     what the processor says of what it did
     */
    public record Stage(Step step, Trace.Status status, ObjectNode document, PerchException failure, List<JsonNode> told) {
    }

    /** How it went with one document. @param stages empty when nobody wanted to know */
    public record Outcome(Item item, List<Stage> stages) {
    }

    /**
     * In the order of the documents.
     *
     * @param closely whether the steps are wanted, too
     */
    public Uni<List<Outcome>> run(Pipeline pipeline, List<Document> documents, Turn turn, boolean closely) {
        List<Outcome> outcomes = documents.stream().map(document -> outcome(document, closely)).toList();
        return ingest.run(pipeline, outcomes.stream().map(Outcome::item).toList(), turn, Stored.NONE).replaceWith(outcomes);
    }

    private static Outcome outcome(Document document, boolean closely) {
        Recorder recorder = new Recorder();
        Item item = new Item(document, document.source().toString().length(), closely ? recorder : Trace.NONE);
        return new Outcome(item, recorder.stages);
    }

    private static final class Recorder implements Trace {

        private final List<Stage> stages = new ArrayList<>();
        private final List<JsonNode> told = new ArrayList<>();

        @Override
        public void ended(Step step, Item item, Status status, PerchException failure) {
            ObjectNode document = failure == null && !item.dropped() ? item.document().copy() : null;
            stages.add(new Stage(step, status, document, failure, List.copyOf(told)));
            told.clear();
        }

        @Override
        public void explain(Supplier<JsonNode> what) {
            told.add(what.get());
        }
    }
}
