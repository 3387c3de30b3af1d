package io.perch.dev.bench.ingest;

import io.perch.dev.Console;
import io.perch.dev.PerchApi;
import io.perch.dev.TrustedEndpoints;

/** An embedding model behind a connector. */
final class RemoteModel {

    private static final String ML = "/_plugins/_ml";

    private RemoteModel() {
    }

    /** Registered over HTTP; answers its id. Fails with {@link io.perch.dev.CallFailed}. */
    static String register(PerchApi perch, String service) {
        new TrustedEndpoints(perch, Console.silent()).allowThisMachine();
        String connector = perch.quietly("POST", ML + "/connectors/_create", """
                {"name":"bench embeddings","version":"1","protocol":"http","credential":{"key":"none"},
                 "actions":[{"action_type":"predict","method":"POST","url":"%s/embed",
                  "request_body":"{\\"texts\\":${parameters.texts}}",
                  "pre_process_function":"connector.pre_process.cohere.embedding"}]}
                """.formatted(service)).path("connector_id").asText();
        return perch.quietly("POST", ML + "/models/_register", """
                {"name":"bench embeddings","function_name":"remote","connector_id":"%s"}
                """.formatted(connector)).path("model_id").asText();
    }
}
