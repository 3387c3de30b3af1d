package io.perch.predict.guard;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Words and phrases that are looked for in a text as whole {@linkplain Tokens words}, all of them in one pass. */
final class WordList {

    private final Set<String> words = new HashSet<>();
    /** By their first word. */
    private final Map<String, Set<List<String>>> phrases = new HashMap<>();
    private int longest = 1;

    private WordList() {
    }

    static WordList of(Collection<String> entries) {
        WordList list = new WordList();
        entries.stream().map(Tokens::of).filter(tokens -> !tokens.isEmpty()).forEach(list::add);
        return list;
    }

    private void add(List<String> tokens) {
        if (tokens.size() == 1) {
            words.add(tokens.getFirst());
        } else {
            phrases.computeIfAbsent(tokens.getFirst(), first -> new HashSet<>()).add(tokens);
            longest = Math.max(longest, tokens.size());
        }
    }

    int size() {
        return words.size() + phrases.values().stream().mapToInt(Set::size).sum();
    }

    boolean isIn(String text) {
        if (phrases.isEmpty()) {
            return hasWord(new Tokens(text));
        }
        List<String> tokens = Tokens.of(text);
        for (int i = 0; i < tokens.size(); i++) {
            if (words.contains(tokens.get(i)) || hasPhrase(tokens, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasWord(Tokens tokens) {
        while (!words.isEmpty() && tokens.next()) {
            if (words.contains(tokens.word())) {
                return true;
            }
        }
        return false;
    }

    private boolean hasPhrase(List<String> tokens, int from) {
        Set<List<String>> candidates = phrases.getOrDefault(tokens.get(from), Set.of());
        for (int to = from + 2; !candidates.isEmpty() && to <= Math.min(tokens.size(), from + longest); to++) {
            if (candidates.contains(tokens.subList(from, to))) {
                return true;
            }
        }
        return false;
    }
}
