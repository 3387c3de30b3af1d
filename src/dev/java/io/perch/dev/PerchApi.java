package io.perch.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Perch as any client sees it: real HTTP, every call and its answer shown, shortened. */
public final class PerchApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA = "data:";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String url;
    private final Console console;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    public PerchApi(String url, Console console) {
        this.url = url;
        this.console = console;
    }

    /** @param body JSON text, or empty for none. Fails with {@link CallFailed} when the answer is not 200. */
    public JsonNode call(String method, String path, String body) {
        console.quote(method + " " + path);
        if (!body.isEmpty()) {
            console.quote("  " + Shortened.json(parsed(body)));
        }
        JsonNode answer = shownWhenRefused(method, path, body);
        console.quote("→ " + Shortened.json(answer));
        return answer;
    }

    private JsonNode shownWhenRefused(String method, String path, String body) {
        try {
            return quietly(method, path, body);
        } catch (CallFailed refused) {
            console.quote("→ " + (refused.status() == 0 ? "" : refused.status() + " ") + refused.answer());
            throw refused;
        }
    }

    /** As {@link #call}, without a word: for polling. */
    public JsonNode quietly(String method, String path, String body) {
        return answered(method, path, send(method, path, body, BodyHandlers.ofString()));
    }

    /** Deletes what may be there. Fails with {@link CallFailed}. */
    public void forget(String path) {
        try {
            quietly("DELETE", path, "");
        } catch (CallFailed none) {
            if (none.status() != 404) {
                throw none;
            }
        }
    }

    private static JsonNode answered(String method, String path, HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new CallFailed(method + " " + path + " was answered with " + response.statusCode(), response.statusCode(),
                    response.body());
        }
        return parsed(response.body());
    }

    /** Lines of JSON, without a word. Fails with {@link CallFailed} when the answer is not 200. */
    public JsonNode lines(String path, String body) {
        return answered("POST", path, send("POST", path, body, "application/x-ndjson", BodyHandlers.ofString()));
    }

    /** Server-sent events, shown as they come. Fails with {@link CallFailed} when the answer is not 200. */
    public List<JsonNode> stream(String path, String body) {
        console.quote("POST " + path);
        console.quote("  " + Shortened.json(parsed(body)));
        HttpResponse<Stream<String>> response = send("POST", path, body, BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() != 200) {
                throw new CallFailed("POST " + path + " was answered with " + response.statusCode(), response.statusCode(),
                        lines.collect(Collectors.joining("\n")));
            }
            return lines.filter(line -> line.startsWith(DATA)).map(line -> parsed(line.substring(DATA.length())))
                    .peek(event -> console.quote("→ " + Shortened.json(event))).toList();
        } catch (UncheckedIOException broken) {
            throw new CallFailed("POST " + path + " broke off", String.valueOf(broken.getMessage()));
        }
    }

    private <T> HttpResponse<T> send(String method, String path, String body, BodyHandler<T> handler) {
        return send(method, path, body, "application/json", handler);
    }

    private <T> HttpResponse<T> send(String method, String path, String body, String type, BodyHandler<T> handler) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", type);
        }
        try {
            return client.send(request.build(), handler);
        } catch (IOException failure) {
            throw new CallFailed(method + " " + path + " was not answered", String.valueOf(failure.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CallFailed(method + " " + path + " was interrupted", "");
        }
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new CallFailed("An answer is not JSON", json);
        }
    }
}
