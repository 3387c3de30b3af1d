package io.perch.dev.bench.remote;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perch.dev.bench.cases.Sentences;
import io.perch.dev.bench.load.JsonAnswer;
import io.perch.dev.bench.load.Requests;
import io.perch.dev.bench.load.WrongAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/** The same questions of some 60 words, as each door wants them. What comes back must be what the answerer said. */
public final class Chats {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COMPLETIONS = "/v1/chat/completions";
    private static final String CONTENT = "/choices/0/message/content";
    private static final int COUNT = 256;
    private static final int TOKENS = 62;
    private static final int MANY_TOKENS = 400;
    private static final int MANY = 1_000;
    private static final long SEED = 11;

    private Chats() {
    }

    /** Of a model of Perch, as ML Commons has it. */
    static Requests predicts(String modelId) {
        return predicts(modelId, random -> Sentences.of(TOKENS, random).text());
    }

    /** Of a model of Perch, as OpenAI has it. */
    static Requests completions(String modelId) {
        return requests(COMPLETIONS, messages -> Map.of("model", modelId, "messages", messages), CONTENT);
    }

    /** Questions of 1,000 characters, of a model of Perch, as ML Commons has it. */
    public static Requests thousandCharacters(String modelId) {
        return predicts(modelId, random -> Sentences.of(MANY_TOKENS, random).text().substring(0, MANY));
    }

    private static Requests predicts(String modelId, Function<Random, String> question) {
        return requests("/_plugins/_ml/models/" + modelId + "/_predict", Chats::parameters,
                "/inference_results/0/output/0/dataAsMap" + CONTENT, question);
    }

    /** Of the answerer itself. */
    static Requests direct() {
        return requests(COMPLETIONS, messages -> Map.of("model", "instant", "messages", messages), CONTENT);
    }

    /** The body of a predict with one question. */
    public static byte[] predict() {
        return bytes(parameters(messages("What is a perch?")));
    }

    private static Map<String, Object> parameters(List<Map<String, String>> messages) {
        return Map.of("parameters", Map.of("messages", messages));
    }

    private static Requests requests(String path, Function<List<Map<String, String>>, Object> body, String content) {
        return requests(path, body, content, random -> Sentences.of(TOKENS, random).text());
    }

    private static Requests requests(String path, Function<List<Map<String, String>>, Object> body, String content,
            Function<Random, String> question) {
        Random random = new Random(SEED);
        List<byte[]> bodies = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            bodies.add(bytes(body.apply(messages(question.apply(random)))));
        }
        return Requests.post(path, bodies, said(JsonPointer.compile(content)));
    }

    private static List<Map<String, String>> messages(String question) {
        return List.of(Map.of("role", "system", "content", "You answer in one short sentence."),
                Map.of("role", "user", "content", question));
    }

    private static Consumer<byte[]> said(JsonPointer content) {
        return body -> {
            JsonNode said = JsonAnswer.read(body).at(content);
            if (!InstantAnswer.SAID.equals(said.textValue())) {
                throw new WrongAnswer(said + " at " + content);
            }
        };
    }

    private static byte[] bytes(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
