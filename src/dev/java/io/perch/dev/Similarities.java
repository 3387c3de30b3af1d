package io.perch.dev;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cosine similarities {@code [texts][texts]} of embeddings that a predict answered, one per text. */
record Similarities(double[][] cosines) {

    /** @param predict the answer of a text embedding predict; one result per text, or, of a remote model, all in one result */
    static Similarities of(JsonNode predict) {
        List<double[]> vectors = new ArrayList<>();
        for (JsonNode result : predict.path("inference_results")) {
            result.path("output").forEach(output -> vectors.add(vector(output.path("data"))));
        }
        double[][] cosines = new double[vectors.size()][vectors.size()];
        for (int i = 0; i < cosines.length; i++) {
            for (int j = 0; j < cosines.length; j++) {
                cosines[i][j] = cosine(vectors.get(i), vectors.get(j));
            }
        }
        return new Similarities(cosines);
    }

    /** Whether {@code one} and {@code other} are nearer to each other than any other two. */
    boolean nearest(int one, int other) {
        for (int i = 0; i < cosines.length; i++) {
            for (int j = i + 1; j < cosines.length; j++) {
                if ((i != one || j != other) && !(cosines[i][j] < cosines[one][other])) {
                    return false;
                }
            }
        }
        return other < cosines.length;
    }

    /** One row per text, numbered from 1. */
    List<String> table(List<String> texts) {
        int width = texts.stream().mapToInt(String::length).max().orElse(0);
        List<String> rows = new ArrayList<>();
        StringBuilder head = new StringBuilder(" ".repeat(width + 3));
        for (int i = 0; i < cosines.length; i++) {
            head.append(String.format("%7d", i + 1));
        }
        rows.add(head.toString());
        for (int i = 0; i < cosines.length; i++) {
            StringBuilder row = new StringBuilder(String.format("%d  %-" + width + "s", i + 1, texts.get(i)));
            for (double cosine : cosines[i]) {
                row.append(String.format(Locale.ROOT, " %6.3f", cosine));
            }
            rows.add(row.toString());
        }
        return rows;
    }

    private static double[] vector(JsonNode data) {
        double[] vector = new double[data.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = data.get(i).doubleValue();
        }
        return vector;
    }

    private static double cosine(double[] a, double[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return dot / Math.sqrt(aa * bb);
    }
}
