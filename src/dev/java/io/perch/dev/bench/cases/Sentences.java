package io.perch.dev.bench.cases;

import java.util.random.RandomGenerator;

/** Texts of a known length: each of these words is one token of BERT's vocabulary. */
public final class Sentences {

    /** The two that the tokenizer puts around every text. */
    private static final int SPECIAL_TOKENS = 2;

    private static final String[] WORDS = """
            home search page business web service price people state year day world work music data policy number system city
            book message video books school review order company group user university mail map program life game hotel
            item center store travel report member car address community area phone family code show website women sign file
            technology south case project version house security county photo power care network computer place end access
            north law water history picture art guide shop location white text government student account site level event
            love old hours image title the of and to in is for on that by with from new more about our one only small large
            """.split("\\s+");

    private Sentences() {
    }

    /** @param tokens special tokens included, at least 3 */
    public static Sentence of(int tokens, RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tokens - SPECIAL_TOKENS; i++) {
            text.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return new Sentence(text.toString(), tokens);
    }

    /** @param tokens special tokens included */
    public record Sentence(String text, int tokens) {
    }
}
