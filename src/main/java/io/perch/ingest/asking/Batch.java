package io.perch.ingest.asking;

import io.perch.base.PerchException;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.TextDocs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks that go to the model as one. */
record Batch(List<Ask> asks) {

    /** However many texts it has: they are one body for a remote service, and one place in a queue here. */
    private static final long MOST_CHARACTERS = 1_000_000;

    Batch {
        asks = List.copyOf(asks);
    }

    /** Texts that are asked in the same way, together; everything else alone. */
    static List<Batch> of(List<Ask> asks, Size most) {
        Map<Object, List<Ask>> alike = new LinkedHashMap<>();
        asks.forEach(ask -> alike.computeIfAbsent(manner(ask), manner -> new ArrayList<>()).add(ask));
        List<Batch> batches = new ArrayList<>();
        alike.values().forEach(together -> cut(together, most, batches));
        return batches;
    }

    private static Object manner(Ask ask) {
        return ask.texts() > 0 && ask.input() instanceof TextDocs texts ? with(texts, List.of()) : ask;
    }

    private static void cut(List<Ask> asks, Size most, List<Batch> batches) {
        List<Ask> next = new ArrayList<>();
        int texts = 0;
        long characters = 0;
        for (Ask ask : asks) {
            boolean full = next.size() >= most.asks() || texts + ask.texts() > most.texts()
                    || characters + ask.characters() > MOST_CHARACTERS;
            if (!next.isEmpty() && full) {
                batches.add(new Batch(next));
                next.clear();
                texts = 0;
                characters = 0;
            }
            next.add(ask);
            texts += ask.texts();
            characters += ask.characters();
        }
        batches.add(new Batch(next));
    }

    PredictInput input() {
        if (asks.size() == 1) {
            return asks.getFirst().input();
        }
        List<String> docs = asks.stream().flatMap(ask -> ((TextDocs) ask.input()).docs().stream()).toList();
        return with((TextDocs) asks.getFirst().input(), docs);
    }

    private static TextDocs with(TextDocs texts, List<String> docs) {
        return new TextDocs(docs, texts.filter(), texts.contentType(), texts.sparseFormat(), texts.overflow());
    }

    List<Batch> halves() {
        int middle = asks.size() / 2;
        return List.of(new Batch(asks.subList(0, middle)), new Batch(asks.subList(middle, asks.size())));
    }

    List<Batch> singles() {
        return asks.stream().map(ask -> new Batch(List.of(ask))).toList();
    }

    boolean isOne() {
        return asks.size() == 1;
    }

    void failed(PerchException why) {
        asks.forEach(ask -> ask.failed(why));
    }
}
