package io.perch.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.perch.api.Predictions.Asked;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.Model;
import io.perch.model.PredictOutput;
import io.perch.model.PredictOutput.Result;
import io.perch.model.PredictOutput.Tensor;
import io.perch.predict.json.OutputJson;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Arrays;

/** Writes embeddings as OpenAI's clients read them. */
@ApplicationScoped
class EmbeddingsAnswers {

    private final AnswerBytes bytes;

    EmbeddingsAnswers(AnswerBytes bytes) {
        this.bytes = bytes;
    }

    /** Fails with REQUEST_INVALID when the model has no vector per text, and as {@link OnePerText#of} does. */
    Uni<Buffer> write(EmbeddingsBody body, Asked asked, PredictOutput output) {
        return bytes.write(OutputJson.numbers(output), out -> write(body, asked.model(), asked.model().function().isLocal()
                ? output : OnePerText.of(output, "sentence_embedding", body.input().size()), out));
    }

    private static void write(EmbeddingsBody body, Model model, PredictOutput output, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("object", "list");
        out.writeArrayFieldStart("data");
        for (int index = 0; index < output.results().size(); index++) {
            write(body, model, index, output.results().get(index), out);
        }
        out.writeEndArray();
        out.writeStringField("model", model.id());
        Usage.write(output, out);
        out.writeEndObject();
    }

    private static void write(EmbeddingsBody body, Model model, int index, Result result, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("object", "embedding");
        out.writeNumberField("index", index);
        out.writeFieldName("embedding");
        float[] whole = vector(result);
        Dimensions.checkAnswered(body.dimensions(), whole.length, model);
        float[] vector = Dimensions.cut(whole, body.dimensions());
        switch (body.encoding()) {
            case FLOAT -> OutputJson.array(vector, out);
            case BASE64 -> out.writeBinary(OutputJson.littleEndian(vector));
        }
        Usage.writeCut(result, out);
        out.writeEndObject();
    }

    private static float[] vector(Result result) {
        if (result.tensors() == null || !(result.tensors().getFirst() instanceof Tensor.Floats floats)) {
            throw unfit("no sentence_embedding");
        }
        long[] shape = floats.shape();
        // TorchScript models of huggingface_transformers answer [1,D]
        if (shape.length == 0 || Arrays.stream(shape, 0, shape.length - 1).anyMatch(size -> size != 1)) {
            throw unfit("the shape " + Arrays.toString(shape));
        }
        return floats.data();
    }

    private static PerchException unfit(String answered) {
        return new PerchException(ErrorCode.REQUEST_INVALID, "The model answers " + answered
                + " where one vector per text is wanted", "register it with a pooling_mode other than none, or use _predict")
                .about("model");
    }
}
