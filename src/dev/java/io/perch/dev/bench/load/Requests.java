package io.perch.dev.bench.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perch.dev.bench.cases.Sentences.Sentence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Predicts, ready to be sent: the generator shares the machine with the server and should take little of it. */
public final class Requests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Request> requests;
    private int next;

    private Requests(List<Request> requests) {
        this.requests = requests;
    }

    /** @param lengths tokens of each text */
    record Request(byte[] bytes, int[] lengths) {
    }

    /** @param docs texts per request */
    public static Requests of(List<Sentence> texts, int docs, String modelId) {
        List<Request> requests = new ArrayList<>();
        for (int from = 0; from + docs <= texts.size(); from += docs) {
            requests.add(request(texts.subList(from, from + docs), modelId));
        }
        return new Requests(requests);
    }

    private static Request request(List<Sentence> texts, String modelId) {
        byte[] body = body(texts.stream().map(Sentence::text).toList());
        byte[] head = ("POST /_plugins/_ml/models/" + modelId + "/_predict HTTP/1.1\r\n"
                + "Host: 127.0.0.1\r\nAccept: application/json\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return new Request(all, texts.stream().mapToInt(Sentence::tokens).toArray());
    }

    private static byte[] body(List<String> texts) {
        try {
            return JSON.writeValueAsBytes(Map.of("text_docs", texts, "target_response", List.of("sentence_embedding")));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** One after the other, and again from the first. */
    Request next() {
        return requests.get(next++ % requests.size());
    }
}
