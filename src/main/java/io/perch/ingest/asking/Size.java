package io.perch.ingest.asking;

/**
 * How much goes to a model as one predict.
 *
 * @param asks  at most
 * @param texts at most; one ask with more of them stays whole
 */
public record Size(int asks, int texts) {

    public static final Size ONE = new Size(1, Integer.MAX_VALUE);

    public static Size ofAsks(int asks) {
        return new Size(asks, Integer.MAX_VALUE);
    }

    public static Size ofTexts(int texts) {
        return new Size(Integer.MAX_VALUE, texts);
    }
}
