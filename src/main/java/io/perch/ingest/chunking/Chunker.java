package io.perch.ingest.chunking;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text into passages, which together have all of it. What has no token has no passage. */
public sealed interface Chunker {

    /**
     * @param tokens where each begins; {@code null} unless they are counted
     * @param most   passages that there may be, at least one: the last one has all the rest
     */
    List<String> chunk(String text, int[] tokens, int most);

    /** So many characters, as UTF-16 counts them. */
    record CharLength(Stride stride) implements Chunker {

        @Override
        public List<String> chunk(String text, int[] tokens, int most) {
            return stride.passages(text, text.length(), at -> Surrogates.before(text, at), most);
        }
    }

    /** So many tokens. What stands between two passages belongs to the first. */
    record TokenLength(String tokenizer, Stride stride) implements Chunker {

        @Override
        public List<String> chunk(String text, int[] tokens, int most) {
            return stride.passages(text, tokens.length, token -> tokens[token], most);
        }

        /** Whether it is one passage for sure: no token is without a character, and each tokenizer takes these letters. */
        public boolean isOne(String text) {
            return text.length() <= stride.limit()
                    && text.chars().anyMatch(letter -> letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z');
        }

        /** How many tokens have to be known for so many passages. */
        public int enough(int most) {
            return (int) Math.min(Integer.MAX_VALUE, (most - 1L) * stride.step() + stride.limit() + 1);
        }
    }

    /** To the end of each delimiter. */
    record ByDelimiter(String delimiter) implements Chunker {

        @Override
        public List<String> chunk(String text, int[] tokens, int most) {
            List<String> passages = new ArrayList<>();
            int from = 0;
            int found = text.indexOf(delimiter);
            while (found >= 0 && passages.size() + 1 < most) {
                int end = found + delimiter.length();
                passages.add(text.substring(from, end));
                from = end;
                found = text.indexOf(delimiter, from);
            }
            if (from < text.length()) {
                passages.add(text.substring(from));
            }
            return passages;
        }
    }
}
