package io.perch.dev.bench.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perch.dev.bench.cases.Sentences.Sentence;
import io.perch.dev.bench.cases.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Texts as predicts of an embedding model. */
public final class Predicts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<List<Sentence>> texts = new ArrayList<>();
    private final Requests requests;

    /** @param docs texts per request */
    public Predicts(List<Sentence> all, int docs, String modelId) {
        for (int from = 0; from + docs <= all.size(); from += docs) {
            texts.add(all.subList(from, from + docs));
        }
        this.requests = Requests.post("/_plugins/_ml/models/" + modelId + "/_predict",
                texts.stream().map(Predicts::body).toList(), body -> Embeddings.check(body, docs));
    }

    public Requests requests() {
        return requests;
    }

    /** @param load what came of {@link #requests} */
    public Served served(Load load) {
        int[] docsByTokens = new int[Texts.LONGEST + 1];
        for (int number = 0; number < texts.size(); number++) {
            for (Sentence text : texts.get(number)) {
                docsByTokens[text.tokens()] += load.answered()[number];
            }
        }
        return new Served(docsByTokens, load);
    }

    private static byte[] body(List<Sentence> texts) {
        try {
            return JSON.writeValueAsBytes(Map.of("text_docs", texts.stream().map(Sentence::text).toList(),
                    "target_response", List.of("sentence_embedding")));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
