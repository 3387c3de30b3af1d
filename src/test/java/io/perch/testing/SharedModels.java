package io.perch.testing;

import io.perch.dev.models.MiniLm;
import io.perch.model.FunctionName;
import io.perch.model.ModelFormat;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Deployed models that several test classes read. Each is made by the first who asks, and stays. */
public final class SharedModels {

    private static final Map<String, String> IDS = new ConcurrentHashMap<>();

    private SharedModels() {
    }

    /** {@link TinyModels#embedding}, pooled by the mean. */
    public static String embedding() {
        return IDS.computeIfAbsent("embedding", name -> Ml.deployed(TinyModels.embedding(Packages.folder("shared"))));
    }

    /** The same with the prefixes {@code hello } for queries and {@code world } for passages. */
    public static String asymmetric() {
        String prefixes = "\"query_prefix\": \"hello \", \"passage_prefix\": \"world \", ";
        return IDS.computeIfAbsent("asymmetric", name -> Ml.deployed(
                Ml.registration(Ml.name(name), TinyModels.embedding(Packages.folder("shared")))
                        .replace("\"model_type\"", prefixes + "\"model_type\"")));
    }

    /** The real {@link MiniLm}, 384 dimensions, normalised. */
    public static String miniLm() {
        return IDS.computeIfAbsent("minilm", name -> Ml.deployed(
                Ml.registration(Ml.name(name), MiniLm.zip(Packages.folder("shared")))
                        .replace("\"embedding_dimension\": 4", "\"embedding_dimension\": 384, \"normalize_result\": true")));
    }

    /** Each token of {@link TinyModels#WORDS} lights up itself by its id and one, and {@code hello} also {@code world}. */
    public static String sparse(ModelFormat format) {
        float[][] table = new float[TinyModels.WORDS.length][TinyModels.WORDS.length];
        for (int id = 1; id < table.length; id++) {
            table[id][id] = id + 1;
        }
        table[3][4] = 0.5f;
        table[6][6] = Float.POSITIVE_INFINITY;
        return shared(FunctionName.SPARSE_ENCODING, format, null, TinyFunctions.sparse(format, table));
    }

    /** Every token weighs 1, but {@code sun} 6.93. */
    public static String tokenize() {
        return shared(FunctionName.SPARSE_TOKENIZE, ModelFormat.TORCH_SCRIPT, null, Map.of(
                "tokenizer.json", TinyModels.tokenizer(null), "idf.json", "{\"sun\": 6.93}".getBytes(StandardCharsets.UTF_8)));
    }

    /** The mean of hello 1, world 2, sun 3, everything else 0; ten times as much in the document. */
    public static String similarity(ModelFormat format) {
        float[][] scores = {{0}, {0}, {0}, {1}, {2}, {3}, {Float.NaN}, {0}};
        return shared(FunctionName.TEXT_SIMILARITY, format, "{\"model_type\": \"bert\"}",
                TinyFunctions.crossEncoder(format, scores));
    }

    /** An answer begins with {@code hello} and ends with {@code world}. */
    public static String spans(ModelFormat format) {
        float[] starts = {0, 1, 9, 4, 0, 0, Float.NaN, 0};
        float[] ends = {0, 1, 9, 0, 5, 0, 0, 0};
        return shared(FunctionName.QUESTION_ANSWERING, format,
                "{\"model_type\": \"bert\", \"framework_type\": \"huggingface_transformers\"}",
                TinyFunctions.spans(format, starts, ends));
    }

    /** Sentences that say {@code sun}. */
    public static String highlights(ModelFormat format) {
        return shared(FunctionName.QUESTION_ANSWERING, format,
                "{\"model_type\": \"sentence_highlighting\", \"framework_type\": \"huggingface_transformers\"}",
                TinyFunctions.highlights(format, new float[] {0, 0, 0, 0, 0, 1, 0, 0}));
    }

    private static String shared(FunctionName function, ModelFormat format, String config, Map<String, byte[]> files) {
        String name = function + "-" + format + "-" + (config != null && config.contains("sentence_highlighting"));
        return IDS.computeIfAbsent(name, id -> Ml.deployed(Ml.registration(function, format, config,
                TinyModels.zip(Packages.folder("shared").resolve(name + ".zip"), files))));
    }
}
