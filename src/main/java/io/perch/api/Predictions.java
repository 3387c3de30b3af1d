package io.perch.api;

import io.perch.model.Model;
import io.perch.model.PredictInput;
import io.perch.predict.PredictService;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** A predict from its body to its bytes; a caller who hangs up cancels it. */
@ApplicationScoped
class Predictions {

    private final PredictService predicts;
    private final PredictAnswers answers;

    Predictions(PredictService predicts, PredictAnswers answers) {
        this.predicts = predicts;
        this.answers = answers;
    }

    Uni<Buffer> answer(String modelId, Function<Model, PredictInput> read, RoutingContext http) {
        AtomicReference<PredictInput> input = new AtomicReference<>();
        return HangUp.cancels(http, predicts.predict(modelId, CallTerms.of(http), model -> {
            input.set(read.apply(model));
            return input.get();
        }).chain(output -> answers.write(output, input.get())));
    }
}
