package io.perch.predict.guard;

import java.util.List;
import java.util.Optional;

/** What one guardrail looks for. */
record Rules(List<Forbidden> patterns, List<StopWordList> words) {

    /** Of all patterns together, some 8 ms. */
    private static final int BRIEF_STEPS = 400_000;

    /** Whether OpenSearch has to be asked as well. */
    boolean percolate() {
        return words.stream().anyMatch(StopWordList::percolates);
    }

    /** Whether the parts of a text do not tell what is in the whole. */
    boolean needWholeText() {
        return percolate() || patterns.stream().anyMatch(Forbidden::needsWholeText);
    }

    /**
     * The first rule that a text breaks.
     *
     * @param briefly throws {@link Forbidden.TooLong} rather than take more than a moment
     */
    Optional<Finding> find(List<Passage> passages, boolean briefly) {
        for (Passage passage : passages) {
            Optional<String> rule = find(passage.text(), briefly);
            if (rule.isPresent()) {
                return Optional.of(new Finding(passage.path(), rule.get()));
            }
        }
        return Optional.empty();
    }

    /** The rule that a text breaks, as {@code regex[2]}. */
    Optional<String> find(String text, boolean briefly) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).words().isIn(text)) {
                return Optional.of("stop_words[" + i + "]");
            }
        }
        Sight sight = new Sight(text);
        int steps = BRIEF_STEPS / Math.max(1, patterns.size());
        for (int i = 0; i < patterns.size(); i++) {
            if (briefly ? patterns.get(i).isIn(sight, steps) : patterns.get(i).isIn(sight)) {
                return Optional.of("regex[" + i + "]");
            }
        }
        return Optional.empty();
    }
}
