package io.perch.api;

import io.perch.model.Model;
import io.perch.model.PredictInput;
import io.perch.model.PredictOutput;
import io.perch.predict.PredictService;
import io.perch.predict.Wish;
import io.perch.predict.json.PredictBody;
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

    /** What was asked of whom. */
    record Asked(Model model, PredictInput input) {
    }

    /** How the answer is told. */
    interface Writing {
        Uni<Buffer> write(Asked asked, PredictOutput output);
    }

    /** The body read as the model's own function wants it, answered as ML Commons does. */
    Uni<Buffer> answer(String modelId, Body body, RoutingContext http) {
        return answer(modelId, model -> PredictBody.read(model.function(), body.fields()), http);
    }

    /** Answered as ML Commons does. */
    Uni<Buffer> answer(String modelId, Function<Model, PredictInput> read, RoutingContext http) {
        return answer(Uni.createFrom().item(modelId), read, (asked, output) -> answers.write(output, asked.input()), http);
    }

    Uni<Buffer> answer(Uni<String> modelId, Function<Model, PredictInput> read, Writing writing, RoutingContext http) {
        Wish wish = CallTerms.of(http);
        AtomicReference<Asked> asked = new AtomicReference<>();
        return HangUp.cancels(http, modelId
                .chain(id -> predicts.predict(id, wish, model -> {
                    asked.set(new Asked(model, read.apply(model)));
                    return asked.get().input();
                }))
                .chain(output -> writing.write(asked.get(), output)));
    }
}
