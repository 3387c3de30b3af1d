package io.perch.testing;

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
}
