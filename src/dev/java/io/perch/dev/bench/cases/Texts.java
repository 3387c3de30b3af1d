package io.perch.dev.bench.cases;

import io.perch.dev.bench.cases.Sentences.Sentence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The three kinds of texts that are measured. The same in every run and every process: the seed is fixed. */
public enum Texts {

    SHORT("12 tokens"),
    LONG("128 tokens"),
    /** Log-uniform: every second text has at most 25 tokens. */
    MIXED("5 to 128 tokens");

    public static final int SHORTEST = 5;
    public static final int LONGEST = 128;

    private static final int COUNT = 512;
    private static final long SEED = 3;

    private final String label;

    Texts(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** 512 of them, in no order of length. */
    public List<Sentence> list() {
        Random random = new Random(SEED);
        List<Sentence> texts = new ArrayList<>(COUNT);
        for (int i = 0; i < COUNT; i++) {
            texts.add(Sentences.of(length((i + 0.5) / COUNT), random));
        }
        Collections.shuffle(texts, random);
        return texts;
    }

    /** Which length a share of all texts does not exceed. */
    private int length(double share) {
        return switch (this) {
            case SHORT -> 12;
            case LONG -> LONGEST;
            case MIXED -> (int) Math.round(SHORTEST * Math.pow((double) LONGEST / SHORTEST, share));
        };
    }
}
