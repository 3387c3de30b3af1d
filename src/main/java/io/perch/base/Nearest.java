package io.perch.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds what a misspelt word was probably meant to be. */
public final class Nearest {

    /** Two words are similar when more than this share of the longer one stays, as OpenSearch has it. */
    private static final double SIMILAR = 0.5;

    private Nearest() {
    }

    /** The similar ones among {@code known}, nearest first; empty when there is none. */
    public static List<String> to(String word, Collection<String> known) {
        return known.stream()
                .map(candidate -> new Scored(candidate, likeness(word, candidate)))
                .filter(scored -> scored.likeness > SIMILAR)
                .sorted(Comparator.comparingDouble(Scored::likeness).reversed().thenComparing(Scored::word))
                .map(Scored::word)
                .toList();
    }

    private static double likeness(String left, String right) {
        int longer = Math.max(left.length(), right.length());
        return longer == 0 ? 1 : 1 - (double) edits(left, right) / longer;
    }

    /** Levenshtein's distance, one row at a time. */
    private static int edits(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(diagonal, row[j - 1]));
            }
        }
        return row[row.length - 1];
    }

    private record Scored(String word, double likeness) {
    }
}
