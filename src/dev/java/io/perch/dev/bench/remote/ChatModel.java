package io.perch.dev.bench.remote;

import io.perch.dev.Console;
import io.perch.dev.PerchApi;
import io.perch.dev.TrustedEndpoints;
import java.time.Duration;

/** A chat model behind a connector. */
public record ChatModel(String id) {

    static final String KEY = "sk-bench-0123456789abcdefghijklmnopqrstuvwxyz";

    private static final String ML = "/_plugins/_ml";
    private static final int CONNECTIONS = 64;
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /** As below, for calls that are answered at once. */
    public static ChatModel register(String perch, String service) {
        return register(perch, service, CONNECTIONS, SILENCE);
    }

    /**
     * Registered over HTTP. Fails with {@link io.perch.dev.CallFailed}.
     *
     * @param service     its url, to which the path of chats is added
     * @param connections most of them at once
     * @param silence     how long the service may say nothing
     */
    public static ChatModel register(String perch, String service, int connections, Duration silence) {
        PerchApi api = new PerchApi(perch, Console.silent());
        new TrustedEndpoints(api, Console.silent()).allowThisMachine();
        String connector = api.quietly("POST", ML + "/connectors/_create", """
                {"name":"bench chat","version":"1","protocol":"http","parameters":{"model":"instant"},"credential":{"key":"%s"},
                 "client_config":{"max_connection":%d,"read_timeout":%d},
                 "actions":[{"action_type":"predict","method":"POST","url":"%s/v1/chat/completions",
                  "headers":{"Authorization":"Bearer ${credential.key}"},
                  "request_body":"{\\"model\\":\\"${parameters.model}\\",\\"messages\\":${parameters.messages}}"}]}
                """.formatted(KEY, connections, silence.toSeconds(), service)).path("connector_id").asText();
        return new ChatModel(api.quietly("POST", ML + "/models/_register", """
                {"name":"bench chat","function_name":"remote","connector_id":"%s"}
                """.formatted(connector)).path("model_id").asText());
    }
}
