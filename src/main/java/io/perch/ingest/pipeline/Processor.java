package io.perch.ingest.pipeline;

import io.perch.base.Failures;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** One step's work on documents, as many at a time as come together. */
public interface Processor {

    /** Its name in a pipeline. */
    String type();

    /** A document that cannot be processed is told so, and stays as it is. A failure is one of all of them. */
    Uni<Void> run(List<Item> items, Run run);

    /** One that waits for nothing and looks at one document at a time. */
    interface OfOne extends Processor {

        /** Throws a {@link io.perch.base.PerchException} for a document that it cannot process. */
        void process(Item item);

        @Override
        default Uni<Void> run(List<Item> items, Run run) {
            return run.think(items, () -> items.forEach(this::attempt));
        }

        private void attempt(Item item) {
            try {
                process(item);
            } catch (RuntimeException refused) {
                item.fail(Failures.catalogued(refused));
            }
        }
    }
}
