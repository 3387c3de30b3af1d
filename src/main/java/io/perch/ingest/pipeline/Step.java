package io.perch.ingest.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Failures;
import io.perch.base.PerchException;
import io.perch.ingest.pipeline.Trace.Status;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * A processor in its place in a pipeline.
 *
 * @param tag           to tell it from others of its kind; {@code null} for none
 * @param description   {@code null} for none
 * @param condition     {@code null}: for all documents
 * @param ignoreFailure whether a document that fails goes on as it is
 * @param onFailure     what is done with one that fails, which then goes on
 */
public record Step(Processor processor, String tag, String description, Condition condition, boolean ignoreFailure,
        List<Step> onFailure) {

    private static final String MESSAGE = "on_failure_message";
    private static final String TYPE = "on_failure_processor_type";
    private static final String TAG = "on_failure_processor_tag";

    public Step {
        onFailure = List.copyOf(onFailure);
    }

    /** Never fails; documents that do are told so. */
    public Uni<Void> run(List<Item> items, Run run) {
        List<Item> chosen = items.stream().filter(this::isFor).toList();
        if (chosen.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return processor.run(chosen, run)
                .onFailure().recoverWithItem(failure -> failAll(chosen, Failures.catalogued(failure)))
                .chain(() -> settle(chosen, run));
    }

    /** All steps, one after the other; a document that fails or is dropped stays behind. */
    public static Uni<Void> runAll(List<Step> steps, List<Item> items, Run run) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Step step : steps) {
            all = all.chain(() -> step.run(items.stream().filter(Item::goesOn).toList(), run));
        }
        return all;
    }

    /** Runs {@code handlers} for documents that have failed, which are told why; those that they can deal with go on. */
    public static Uni<Void> handle(List<Step> handlers, Step failed, List<Item> items, Run run) {
        items.forEach(item -> begin(item, failed));
        return runAll(handlers, items, run).invoke(() -> items.forEach(Step::end));
    }

    private boolean isFor(Item item) {
        try {
            boolean yes = condition == null || condition.holds(item.document());
            if (!yes) {
                item.trace().ended(this, item, Status.SKIPPED, null);
            }
            return yes;
        } catch (PerchException broken) {
            fail(item, broken);
            return false;
        }
    }

    private static Void failAll(List<Item> items, PerchException failure) {
        items.forEach(item -> item.fail(failure));
        return null;
    }

    private void fail(Item item, PerchException failure) {
        item.fail(failure);
        item.trace().ended(this, item, ignoreFailure ? Status.ERROR_IGNORED : Status.ERROR, failure);
        if (ignoreFailure) {
            item.recover();
        }
    }

    private Uni<Void> settle(List<Item> items, Run run) {
        for (Item item : items) {
            if (item.failure() != null) {
                fail(item, item.failure());
            } else {
                item.trace().ended(this, item, item.dropped() ? Status.DROPPED : Status.SUCCESS, null);
            }
        }
        List<Item> failed = items.stream().filter(item -> item.failure() != null).toList();
        return failed.isEmpty() || onFailure.isEmpty() ? Uni.createFrom().voidItem() : handle(onFailure, this, failed, run);
    }

    private static void begin(Item item, Step failed) {
        ObjectNode told = item.document().ingest();
        told.put(MESSAGE, item.failure().reason());
        if (failed != null) {
            told.put(TYPE, failed.processor.type()).put(TAG, failed.tag);
        }
        item.recover();
    }

    private static void end(Item item) {
        item.document().ingest().remove(List.of(MESSAGE, TYPE, TAG));
    }
}
