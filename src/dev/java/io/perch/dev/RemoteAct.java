package io.perch.dev;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.dev.Demo.Service;
import java.util.List;
import java.util.stream.Collectors;

/** The second act, with models that live elsewhere: a connector tried and saved, embeddings, chats, and what a wrong key says. */
final class RemoteAct {

    private static final String ML = "/_plugins/_ml";
    private static final String QUESTION = """
            {"parameters":{"messages":[{"role":"user","content":"Who sits there?"}]}}""";
    private static final String ECHO = "You said: Who sits there?";
    private static final String ANSWER = "/inference_results/0/output/0/dataAsMap";
    private static final int UNAUTHORIZED = 401;
    private static final List<String> SENTENCES = List.of(
            "The perch hunts small fish in the lake.",
            "In the lake the perch hunts at noon.",
            "Please send us your invoice.");
    private static final String TEXTS = "{\"text_docs\":[\"" + String.join("\",\"", SENTENCES) + "\"]}";

    private final PerchApi api;
    private final Console console;
    private final Leftovers leftovers;
    private final Service service;

    RemoteAct(PerchApi api, Console console, Leftovers leftovers, Service service) {
        this.api = api;
        this.console = console;
        this.leftovers = leftovers;
        this.service = service;
    }

    private record Model(String id, String connectorId) {

        String predict() {
            return ML + "/models/" + id + "/_predict";
        }
    }

    /** Whether everything came through as it should. Fails with {@link CallFailed}. */
    boolean play() {
        introduce();
        tryOut();
        Model embedding = model("10  Save it, and register a model behind it", "demo-embedding",
                DemoConnectors.embedding(service));
        boolean alike = compare(embedding);
        Model chat = model("12  The same for chats", "demo-chat", DemoConnectors.chat(service));
        return chat(chat) & stream(chat) & wrongKey(chat) & alike;
    }

    private void introduce() {
        console.title("7  Models that live elsewhere: a service on this machine that speaks like OpenAI");
        console.fact("url", service.url());
        console.fact("key", service.key());
        console.title("8  Allow connectors to call it");
        new TrustedEndpoints(api, console).allowThisMachine();
    }

    private void tryOut() {
        console.title("9  Try a connector before it is saved");
        String path = ML + "/connectors/_simulate";
        console.quote("POST " + path);
        console.quote("  {\"connector\":{…},\"input\":" + TEXTS + ",\"send\":true}");
        JsonNode call = api.quietly("POST", path, "{\"connector\":" + DemoConnectors.embedding(service) + ",\"input\":" + TEXTS
                + ",\"send\":true}").path("calls").path(0);
        JsonNode request = call.path("request");
        console.quote("→ sent: " + request.path("method").asText() + " " + request.path("url").asText());
        request.path("headers").properties().forEach(header ->
                console.quote("        " + header.getKey() + ": " + header.getValue().asText()));
        console.quote("        " + request.path("body").asText());
        console.quote("→ answered with " + call.path("answer").path("status").asText() + "; paths in it: "
                + Shortened.json(call.path("answer").path("paths")));
    }

    private Model model(String title, String name, String connector) {
        console.title(title);
        String connectorId = api.call("POST", ML + "/connectors/_create", connector).path("connector_id").asText();
        leftovers.connector(connectorId);
        String id = api.call("POST", ML + "/models/_register", """
                {"name":"%s","function_name":"remote","connector_id":"%s"}
                """.formatted(name, connectorId)).path("model_id").asText();
        leftovers.model(id);
        return new Model(id, connectorId);
    }

    private boolean compare(Model model) {
        console.title("11  Embeddings: the same call as for the local model");
        Similarities similarities = Similarities.of(api.call("POST", model.predict(), TEXTS));
        similarities.table(SENTENCES).forEach(console::line);
        console.line("");
        return judged(similarities.nearest(0, 1), "1 and 2 share words, and the service counts words: its vectors came through.",
                "1 and 2 should be the most alike, and are not: these are not the service's vectors.");
    }

    private boolean chat(Model model) {
        console.title("13  A chat");
        String answer = api.call("POST", model.predict(), QUESTION).at(ANSWER + "/choices/0/message/content").asText();
        return judged(answer.equals(ECHO), "The service answered: " + answer, "The service should have said: " + ECHO);
    }

    private boolean stream(Model model) {
        console.title("14  The same in pieces, as the service says them");
        String answer = api.stream(model.predict() + "/stream", QUESTION).stream()
                .map(event -> event.at(ANSWER + "/content").asText()).collect(Collectors.joining());
        return judged(answer.equals(ECHO), "In one: " + answer, "In one it should have been: " + ECHO);
    }

    /** Without an outage: the connector is changed while its model is in use. */
    private boolean wrongKey(Model model) {
        console.title("15  A wrong key says so, with the service's own words");
        String connector = ML + "/connectors/" + model.connectorId();
        api.call("PUT", connector, DemoConnectors.key("sk-wrong"));
        boolean refused = isRefused(model);
        api.call("PUT", connector, DemoConnectors.key(service.key()));
        return judged(refused, "The status is the service's, and the right key is back in its place.",
                "A chat with a wrong key should have been refused with " + UNAUTHORIZED + ".");
    }

    private boolean isRefused(Model model) {
        try {
            api.call("POST", model.predict(), QUESTION);
            return false;
        } catch (CallFailed refused) {
            return refused.status() == UNAUTHORIZED;
        }
    }

    private boolean judged(boolean well, String success, String failure) {
        if (well) {
            console.success(success);
        } else {
            console.failure(failure);
        }
        return well;
    }
}
