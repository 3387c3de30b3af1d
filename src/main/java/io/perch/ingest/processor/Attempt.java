package io.perch.ingest.processor;

import io.perch.base.Failures;
import io.perch.ingest.asking.Ask;
import io.perch.ingest.mapping.OutputMapping.Write;
import io.perch.ingest.pipeline.Item;
import io.perch.ingest.processor.Prediction.Asked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All predictions of one processor for one document: nothing is written before all of them have gone well. */
final class Attempt {

    private final Item item;
    private final MlInference.Settings settings;
    private final Map<Prediction, Asked> asks = new LinkedHashMap<>();

    private Attempt(Item item, MlInference.Settings settings) {
        this.item = item;
        this.settings = settings;
    }

    static Attempt of(Item item, MlInference.Settings settings, List<Prediction> predictions) {
        Attempt attempt = new Attempt(item, settings);
        attempt.prepare(predictions);
        return attempt;
    }

    private void prepare(List<Prediction> predictions) {
        try {
            for (Prediction prediction : predictions) {
                prediction.ask(item.document(), settings, item.trace()).ifPresent(ask -> asks.put(prediction, ask));
            }
        } catch (RuntimeException refused) {
            asks.clear();
            item.fail(Failures.catalogued(refused));
        }
    }

    List<Ask> asks() {
        return asks.values().stream().map(Asked::ask).toList();
    }

    void finish() {
        asks().stream().filter(ask -> ask.failure() != null).findFirst().ifPresent(ask -> item.fail(ask.failure()));
        if (item.failure() == null) {
            write();
        }
    }

    private void write() {
        try {
            List<Write> writes = new ArrayList<>();
            asks.forEach((prediction, ask) ->
                    writes.addAll(prediction.writes(item.document(), ask, settings, item.trace())));
            writes.forEach(write -> write.place().set(write.value()));
        } catch (RuntimeException refused) {
            item.fail(Failures.catalogued(refused));
        }
    }
}
