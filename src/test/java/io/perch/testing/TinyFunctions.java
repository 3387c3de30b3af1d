package io.perch.testing;

import io.perch.model.ModelFormat;
import java.util.Map;

/** Packages of the same tiny network on either engine, for each function; the words are {@link TinyModels#WORDS}. */
public final class TinyFunctions {

    private static final String THREE = "input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor";

    private TinyFunctions() {
    }

    /** SPARSE_ENCODING: {@code output}, of the rows that the tokens have in the table the greatest numbers. */
    public static Map<String, byte[]> sparse(ModelFormat format, float[][] table) {
        return files(format, TinyOnnx.sparse(table), TinyTorchScript.dict(
                "found = torch.embedding(self.table, input[\"input_ids\"])", "return {\"output\": torch.amax(found, [1])}").weight("table", table));
    }

    /** As {@link #sparse}, but not pooled: {@code [n][vocabulary]}. */
    public static Map<String, byte[]> unpooled(ModelFormat format, float[][] table) {
        return files(format, TinyOnnx.lookup(table), TinyTorchScript.dict(
                "return {\"output\": torch.embedding(self.table, input[\"input_ids\"])}").weight("table", table));
    }

    /** TEXT_SIMILARITY: the mean of the rows that the tokens have in the table; those of the document count ten times. */
    public static Map<String, byte[]> crossEncoder(ModelFormat format, float[][] table) {
        return files(format, TinyOnnx.crossEncoder(table), TinyTorchScript.forward(THREE, "Tensor",
                "found = torch.embedding(self.table, input_ids)", "weights = torch.embedding(self.types, token_type_ids)",
                "return torch.mean(torch.mul(found, weights), [1])")
                .weight("table", table).weight("types", new float[][] {{1}, {10}}));
    }

    /** QUESTION_ANSWERING: logits of start and end by the token alone. */
    public static Map<String, byte[]> spans(ModelFormat format, float[] starts, float[] ends) {
        return files(format, TinyOnnx.spans(starts, ends), TinyTorchScript.forward(
                "input_ids: Tensor, attention_mask: Tensor", "Tuple[Tensor, Tensor]",
                "start = torch.squeeze(torch.embedding(self.starts, input_ids), 2)",
                "end = torch.squeeze(torch.embedding(self.ends, input_ids), 2)", "return (start, end)")
                .weight("starts", column(starts)).weight("ends", column(ends)));
    }

    /** Sentence highlighting: the sentence of each token that is a hit, the question's and some twice too. */
    public static Map<String, byte[]> highlights(ModelFormat format, float[] hits) {
        return files(format, TinyOnnx.highlights(hits), TinyTorchScript.forward(THREE + ", sentence_ids: Tensor", "Tensor",
                "hit = torch.gt(torch.squeeze(torch.embedding(self.hits, input_ids), 2), 0.5)",
                "return torch.masked_select(sentence_ids, hit)").weight("hits", column(hits)));
    }

    private static Map<String, byte[]> files(ModelFormat format, TinyOnnx onnx, TinyTorchScript torch) {
        return switch (format) {
            case ONNX -> TinyModels.files(onnx.toBytes(), TinyModels.tokenizer(null));
            case TORCH_SCRIPT -> TinyModels.torchFiles(torch.toBytes(), TinyModels.tokenizer(null));
        };
    }

    private static float[][] column(float[] numbers) {
        float[][] rows = new float[numbers.length][1];
        for (int row = 0; row < rows.length; row++) {
            rows[row][0] = numbers[row];
        }
        return rows;
    }
}
