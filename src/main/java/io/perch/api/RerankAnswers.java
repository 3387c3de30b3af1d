package io.perch.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.perch.api.Predictions.Asked;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.PredictOutput;
import io.perch.model.PredictOutput.Result;
import io.perch.model.PredictOutput.Tensor;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Writes documents by their relevance, the most relevant first, as clients of Jina and Cohere read them. */
@ApplicationScoped
class RerankAnswers {

    private static final int CHARS_OF_A_NUMBER = 12;

    /** Documents of one score keep the order in which they were sent. */
    private static final Comparator<Scored> BEST_FIRST = Comparator.comparingDouble(Scored::logit).reversed();

    /** @param logit the log-odds of "relevant" */
    record Scored(int index, float logit, Result result) {

        /** Between 0 and 1 by the logistic function, unless {@code raw}. */
        float score(boolean raw) {
            return raw ? logit : (float) (1 / (1 + Math.exp(-logit)));
        }
    }

    private final AnswerBytes bytes;

    RerankAnswers(AnswerBytes bytes) {
        this.bytes = bytes;
    }

    /** Fails with REQUEST_INVALID when the model has more than two classes, and as {@link OnePerText#of} does. */
    Uni<Buffer> write(RerankBody body, Asked asked, PredictOutput output) {
        boolean local = asked.model().function().isLocal();
        RerankBody told = local ? body : body.raw();
        return bytes.write(body.documents().size() + repeated(body), out -> write(told, asked.model().id(),
                local ? output : OnePerText.of(output, "similarity", body.documents().size()), out));
    }

    /** How much the documents in the answer are to write, in numbers of a dozen characters. */
    private static long repeated(RerankBody body) {
        return body.returnDocuments() ? body.documents().stream().mapToLong(String::length).sum() / CHARS_OF_A_NUMBER : 0;
    }

    private static void write(RerankBody body, String modelId, PredictOutput output, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("object", "list");
        out.writeStringField("model", modelId);
        out.writeArrayFieldStart("results");
        for (Scored scored : best(output, body.topN())) {
            write(body, scored, out);
        }
        out.writeEndArray();
        Usage.write(output, out);
        out.writeEndObject();
    }

    /** @param topN {@code null}: all */
    static List<Scored> best(PredictOutput output, Integer topN) {
        return IntStream.range(0, output.results().size())
                .mapToObj(index -> new Scored(index, logit(output.results().get(index)), output.results().get(index)))
                .sorted(BEST_FIRST).limit(topN == null ? Integer.MAX_VALUE : topN).toList();
    }

    private static void write(RerankBody body, Scored scored, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeNumberField("index", scored.index());
        out.writeNumberField("relevance_score", scored.score(body.rawScores()));
        if (body.returnDocuments()) {
            out.writeObjectFieldStart("document");
            out.writeStringField("text", body.documents().get(scored.index()));
            out.writeEndObject();
        }
        Usage.writeCut(scored.result(), out);
        out.writeEndObject();
    }

    /** One number is the logit itself; of two the second class is "relevant", and their difference its log-odds. */
    private static float logit(Result result) {
        float[] classes = result.tensors() != null && result.tensors().getFirst() instanceof Tensor.Floats floats
                ? floats.data() : new float[0];
        return switch (classes.length) {
            case 1 -> classes[0];
            case 2 -> classes[1] - classes[0];
            default -> throw new PerchException(ErrorCode.REQUEST_INVALID, "The model answers " + classes.length
                    + " numbers per document; a score needs one, or two classes", "use _predict").about("model");
        };
    }
}
