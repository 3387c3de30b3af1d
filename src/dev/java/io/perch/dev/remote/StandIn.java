package io.perch.dev.remote;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A service on 127.0.0.1 that speaks like OpenAI and needs no model: chats echo what they are told, embeddings are
 * {@link HashedWords}. Wants the key that it was started with, as the real one does.
 */
public final class StandIn implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final String key;

    private StandIn(String key) {
        this.key = key;
        this.server = vertx.createHttpServer().requestHandler(this::take);
    }

    /** On a free port. Blocks until it listens. */
    public static StandIn start(String key) {
        StandIn standIn = new StandIn(key);
        standIn.server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        return standIn;
    }

    /** {@code http://127.0.0.1:…}, no slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    private void take(HttpServerRequest request) {
        if (!("Bearer " + key).equals(request.getHeader("Authorization"))) {
            refuse(request, 401, "Incorrect API key provided");
            return;
        }
        switch (request.path()) {
            case "/v1/chat/completions" -> request.body().onSuccess(body -> chat(request.response(), body.toJsonObject()));
            case "/v1/embeddings" -> request.body().onSuccess(body -> embed(request.response(), body.toJsonObject()));
            default -> refuse(request, 404, "Unknown path " + request.path());
        }
    }

    private static void refuse(HttpServerRequest request, int status, String why) {
        answer(request.response().setStatusCode(status), new JsonObject().put("error",
                new JsonObject().put("message", why).put("type", "invalid_request_error").put("code", status)));
    }

    private static void chat(HttpServerResponse response, JsonObject asked) {
        JsonArray messages = asked.getJsonArray("messages");
        String said = messages.getJsonObject(messages.size() - 1).getString("content");
        String told = "You said: " + said;
        if (asked.getBoolean("stream", false)) {
            stream(response, asked.getString("model"), told);
            return;
        }
        answer(response, completion("chat.completion", asked.getString("model"), new JsonObject().put("index", 0)
                .put("message", new JsonObject().put("role", "assistant").put("content", told)).put("finish_reason", "stop"))
                .put("usage", new JsonObject().put("prompt_tokens", 1).put("completion_tokens", 1).put("total_tokens", 2)));
    }

    /** One event per word. */
    private static void stream(HttpServerResponse response, String model, String told) {
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        for (String word : told.split("(?<= )")) {
            event(response, completion("chat.completion.chunk", model, new JsonObject().put("index", 0)
                    .put("delta", new JsonObject().put("content", word))));
        }
        event(response, completion("chat.completion.chunk", model, new JsonObject().put("index", 0)
                .put("delta", new JsonObject()).put("finish_reason", "stop")));
        response.end("data: [DONE]\n\n");
    }

    private static void event(HttpServerResponse response, JsonObject data) {
        response.write("data: " + data.encode() + "\n\n");
    }

    private static JsonObject completion(String object, String model, JsonObject choice) {
        return new JsonObject().put("id", "chatcmpl-standin").put("object", object).put("created", 1_700_000_000)
                .put("model", model).put("choices", new JsonArray().add(choice));
    }

    private static void embed(HttpServerResponse response, JsonObject asked) {
        Object input = asked.getValue("input");
        List<?> texts = input instanceof JsonArray several ? several.getList() : List.of(input);
        JsonArray data = new JsonArray();
        for (Object text : texts) {
            JsonArray vector = new JsonArray();
            for (float number : HashedWords.vector(String.valueOf(text))) {
                vector.add(number);
            }
            data.add(new JsonObject().put("object", "embedding").put("index", data.size()).put("embedding", vector));
        }
        answer(response, new JsonObject().put("object", "list").put("data", data).put("model", asked.getString("model")));
    }

    private static void answer(HttpServerResponse response, JsonObject body) {
        response.putHeader("Content-Type", "application/json").end(Buffer.buffer(body.encode()));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
