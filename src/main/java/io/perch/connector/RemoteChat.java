package io.perch.connector;

import io.perch.base.Ids;
import io.perch.connector.chat.ChatRequest;
import io.perch.connector.chat.ChatService;
import io.perch.connector.chat.Head;
import io.perch.connector.stream.Deltas;
import io.perch.connector.template.Parameters;
import io.perch.model.Delta;
import io.perch.model.PredictInput;
import io.perch.model.PredictOutput.Result;
import io.perch.model.PredictOutput.Tensor;
import io.perch.model.PredictTerms;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** A chat on its way through one version of a connector: asked as its service wants it, answered as OpenAI's clients read it. */
final class RemoteChat {

    private static final String NAME = "response";

    private final ConnectorClient client;
    private final PredictInput.Chat chat;
    private final String modelId;
    private final RemoteModel.Surroundings around;
    private final ReadyAction action;
    private final ChatService service;

    /** Throws ACTION_MISSING, REQUEST_INVALID when it is not known how the service wants a chat. */
    RemoteChat(ConnectorClient client, PredictInput.Chat chat, String modelId, RemoteModel.Surroundings around) {
        this.client = client;
        this.chat = chat;
        this.modelId = modelId;
        this.around = around;
        this.action = client.ready().action(ActionType.PREDICT.name());
        this.service = client.chatService();
    }

    /** Fails with what {@link ChatService} throws and {@link ConnectorClient#call} fails with. */
    Uni<Result> answer(PredictTerms terms) {
        ChatRequest request = service.request(chat.body(), false);
        return client.call(called(request), parameters(request), call -> call.with(request.completed(call.payload())),
                        terms.deadline(), around.bounds().maxAnswer())
                .chain(answer -> around.workers().read(answer, () -> client.told(answer, () -> Result.answered(
                        answer.status(), List.of(new Tensor.Json(NAME,
                                service.completion(answer.body().getBytes(), this::head)))))));
    }

    /** Fails with what {@link ChatService} throws, and {@link ConnectorClient#open} and {@link Deltas} fail with. */
    Multi<Delta> deltas(PredictTerms terms) {
        ChatRequest request = service.request(chat.body(), true);
        Deltas chunks = service.chunks(request, this::head, around.bounds().maxEvent());
        return client.open(called(request), parameters(request),
                        call -> call.at(service::streaming).with(request.completed(call.payload())), terms.deadline())
                .onItem().transformToMulti(stream -> chunks.of(stream.bytes()));
    }

    private ReadyAction called(ChatRequest request) {
        return request.whole() ? action.withoutBody() : action;
    }

    private Parameters parameters(ChatRequest request) {
        return Parameters.of(client.ready().defaults(), request.parameters());
    }

    private Head head() {
        return new Head("chatcmpl-" + Ids.next(), around.clock().instant().getEpochSecond(), modelId);
    }
}
