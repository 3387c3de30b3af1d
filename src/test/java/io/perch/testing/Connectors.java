package io.perch.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Json;
import io.restassured.response.Response;
import java.util.List;

/**
 * Connectors and remote models, made through the API, that call a {@link Provider}. What may be called is a setting that all
 * tests share: whoever opens it ({@link #allow}) closes it again ({@link #forbid}).
 */
public final class Connectors {

    /** What the connectors made here send as their key, and what no answer may ever show. */
    public static final String KEY = "sk-provider-4711-secret";

    private static final String PROVIDERS = "^https?://(127[.]0[.]0[.]1|localhost):.*$";

    private Connectors() {
    }

    /** Connectors may call this machine. */
    public static void allow() {
        done(Ml.setting("trusted_connector_endpoints_regex", List.of('"' + PROVIDERS + '"')));
        done(Ml.setting("connector.private_ip_enabled", true));
    }

    /** The settings are as they were before {@link #allow}. */
    public static void forbid() {
        done(Ml.setting("trusted_connector_endpoints_regex", null));
        done(Ml.setting("connector.private_ip_enabled", null));
    }

    private static void done(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    }

    /**
     * The body of a create: one predict action by POST, with {@link #KEY} as its bearer token.
     *
     * @param requestBody template, or {@code null} for none
     * @param parameters  of the connector, as JSON
     * @param members     more of the action, each as JSON: {@code "pre_process_function": "…"}
     */
    public static String draft(String url, String requestBody, String parameters, String... members) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        ObjectNode action = nodes.objectNode().put("action_type", "predict").put("method", "POST").put("url", url);
        action.putObject("headers").put("Authorization", "Bearer ${credential.key}");
        if (requestBody != null) {
            action.put("request_body", requestBody);
        }
        for (String member : members) {
            action.setAll(Json.read("{" + member + "}", ObjectNode.class));
        }
        ObjectNode draft = nodes.objectNode().put("name", Ml.name("connector")).put("version", "1").put("protocol", "http");
        draft.set("parameters", Json.read(parameters, ObjectNode.class));
        draft.putObject("credential").put("key", KEY);
        draft.putArray("actions").add(action);
        return draft.toString();
    }

    /** The same for AWS, signed with made-up keys. */
    public static String signed(String draft, String service) {
        ObjectNode signed = Json.read(draft, ObjectNode.class).put("protocol", "aws_sigv4");
        signed.putObject("credential").put("access_key", "AKIDEXAMPLE").put("secret_key", KEY);
        ((ObjectNode) signed.path("parameters")).put("service_name", service).put("region", "eu-central-1");
        ((ObjectNode) signed.at("/actions/0")).remove("headers");
        return signed.toString();
    }

    /** OpenAI's chat: the blueprint of the documentation. */
    public static String chat(Provider provider) {
        return draft(provider.url("/v1/chat/completions"),
                "{\"model\": \"${parameters.model}\", \"messages\": ${parameters.messages}}", "{\"model\": \"gpt-4o-mini\"}");
    }

    /** OpenAI's embeddings: the blueprint of the documentation. */
    public static String embeddings(Provider provider) {
        return draft(provider.url("/v1/embeddings"), "{\"model\": \"${parameters.model}\", \"input\": ${parameters.input}}",
                "{\"model\": \"text-embedding-3-small\"}",
                "\"pre_process_function\": \"connector.pre_process.openai.embedding\"",
                "\"post_process_function\": \"connector.post_process.openai.embedding\"");
    }

    /** Cohere's rerank: the blueprint of the documentation. */
    public static String rerank(Provider provider) {
        return draft(provider.url("/v1/rerank"), "{\"model\": \"${parameters.model}\", \"query\": \"${parameters.query}\","
                        + " \"documents\": ${parameters.documents}, \"top_n\": ${parameters.top_n}}",
                "{\"model\": \"rerank-english-v3.0\"}", "\"pre_process_function\": \"connector.pre_process.cohere.rerank\"",
                "\"post_process_function\": \"connector.post_process.cohere.rerank\"");
    }

    /** Creates it; answers its id. */
    public static String create(String draft) {
        Response answer = Ml.post("/connectors/_create", draft);
        done(answer);
        return answer.path("connector_id");
    }

    /** A model over a connector of its own, registered and not deployed. Answers the model's id. */
    public static String model(String draft) {
        return Ml.registered(registration(create(draft)));
    }

    public static String registration(String connectorId) {
        return "{\"name\": \"%s\", \"function_name\": \"remote\", \"connector_id\": \"%s\"}"
                .formatted(Ml.name("remote"), connectorId);
    }
}
