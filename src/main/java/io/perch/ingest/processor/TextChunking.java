package io.perch.ingest.processor;

import io.perch.base.ErrorCode;
import io.perch.base.Failures;
import io.perch.base.PerchException;
import io.perch.ingest.asking.Tokens;
import io.perch.ingest.chunking.Allowance;
import io.perch.ingest.chunking.Chunker;
import io.perch.ingest.chunking.Chunker.TokenLength;
import io.perch.ingest.pipeline.Item;
import io.perch.ingest.pipeline.Processor;
import io.perch.ingest.pipeline.Run;
import io.perch.ingest.processor.ChunkedDocument.Text;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Puts the passages of texts beside them, so that a model can read each as a whole: {@code text_chunking}.
 *
 * @param limit         passages of one document, or {@link Allowance#UNLIMITED}
 * @param ignoreMissing whether nothing is written for a field that is not there, instead of an empty list
 */
record TextChunking(FieldMap fields, Chunker chunker, int limit, boolean ignoreMissing) implements Processor {

    static final String TYPE = "text_chunking";

    /** It would not answer for other texts either. */
    private static final Set<ErrorCode> AWAY = Set.of(ErrorCode.SEARCH_UNAVAILABLE, ErrorCode.DEADLINE_EXCEEDED);

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Uni<Void> run(List<Item> items, Run run) {
        List<ChunkedDocument> documents = new ArrayList<>();
        return run.think(items, () -> items.forEach(item -> attempt(item, () ->
                        documents.add(ChunkedDocument.of(item, this)))))
                .chain(() -> chunker instanceof TokenLength length ? tokens(length, documents, run) : Uni.createFrom().voidItem())
                .chain(() -> run.think(items, () -> documents.stream().filter(document -> document.item().goesOn())
                        .forEach(document -> attempt(document.item(), () -> document.write(this)))));
    }

    private static void attempt(Item item, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException refused) {
            item.fail(Failures.catalogued(refused));
        }
    }

    private Uni<Void> tokens(TokenLength length, List<ChunkedDocument> documents, Run run) {
        AtomicReference<PerchException> away = new AtomicReference<>();
        return Multi.createFrom().iterable(documents.stream().flatMap(ChunkedDocument::texts).toList())
                .onItem().transformToUni(text -> tokens(length, text, away, run))
                .merge(Tokens.AT_ONCE)
                .collect().last().replaceWithVoid();
    }

    /** Never fails: what waits for its turn is not to be given up. */
    private Uni<Void> tokens(TokenLength length, Text text, AtomicReference<PerchException> away, Run run) {
        if (text.tokens() == null && away.get() != null) {
            text.item().fail(away.get());
        }
        if (text.tokens() != null || !text.item().goesOn()) {
            return Uni.createFrom().voidItem();
        }
        int enough = length.enough(limit == Allowance.UNLIMITED ? Integer.MAX_VALUE : limit);
        return run.tokens().of(text.text(), length.tokenizer(), enough, run.turn(), this)
                .invoke(starts -> text.tokens(starts))
                .onFailure().invoke(failure -> fail(text.item(), Failures.catalogued(failure), away))
                .onFailure().recoverWithNull().replaceWithVoid();
    }

    private static void fail(Item item, PerchException failure, AtomicReference<PerchException> away) {
        item.fail(failure);
        if (AWAY.contains(failure.code())) {
            away.set(failure);
        }
    }
}
