package io.perch.api;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.deploy.ModelNames;
import io.perch.model.Delta;
import io.perch.model.PredictOutput;
import io.perch.model.PredictOutput.Tensor;
import io.perch.predict.PredictService;
import io.perch.predict.Wish;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** A chat from its body to its bytes, whole or in pieces; a caller who hangs up cancels it. */
@ApplicationScoped
class Chats {

    private static final String DONE = "[DONE]";

    private final ModelNames names;
    private final Predictions predictions;
    private final PredictService predicts;

    Chats(ModelNames names, Predictions predictions, PredictService predicts) {
        this.names = names;
        this.predictions = predictions;
        this.predicts = predicts;
    }

    Uni<Buffer> answer(ChatBody asked, RoutingContext http) {
        return predictions.answer(names.id(asked.model()), asked::of, (model, output) -> Uni.createFrom().item(() ->
                completion(output)), http);
    }

    /** As it was made where the service was asked. */
    private static Buffer completion(PredictOutput output) {
        if (output.results().getFirst().tensors().getFirst() instanceof Tensor.Json(String name, String completion)) {
            return Buffer.buffer(completion);
        }
        throw new PerchException(ErrorCode.INTERNAL, "A chat was answered by something else than a completion", null);
    }

    Uni<Void> stream(ChatBody asked, RoutingContext http) {
        Wish wish = CallTerms.of(http);
        return Events.send(http, names.id(asked.model()).onItem().transformToMulti(id -> predicts.stream(id, wish, asked::of)),
                Chats::event);
    }

    /** A service may write its JSON over several lines, which are blanks in it; an event goes out as one. */
    private static String event(Delta delta) {
        return delta.last() ? DONE : delta.event().replace('\n', ' ');
    }
}
