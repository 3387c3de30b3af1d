package io.perch.dev.bench.cases;

import io.perch.dev.bench.cases.Sentences.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;

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

    /** 512 of them. */
    public List<Sentence> list() {
        Random random = new Random(SEED);
        IntUnaryOperator length = switch (this) {
            case SHORT -> position -> 12;
            case LONG -> position -> LONGEST;
            case MIXED -> position -> mixed(random.nextDouble());
        };
        List<Sentence> texts = new ArrayList<>(COUNT);
        for (int i = 0; i < COUNT; i++) {
            texts.add(Sentences.of(length.applyAsInt(i), random));
        }
        return texts;
    }

    private static int mixed(double uniform) {
        return (int) Math.round(SHORTEST * Math.pow((double) LONGEST / SHORTEST, uniform));
    }
}
