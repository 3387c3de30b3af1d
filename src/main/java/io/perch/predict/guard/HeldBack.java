package io.perch.predict.guard;

import io.perch.model.Delta;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A streamed answer on its way out. A piece leaves when so many characters after it have been looked at that nothing forbidden
 * can begin in it. The text of the answer, and each other text that the service's events carry piece by piece, is looked at as one.
 */
final class HeldBack {

    private static final int MOST_TRACKS = 100;

    private final Rules rules;
    private final int window;
    private final Consumer<Finding> found;
    private final Map<String, Track> tracks = new HashMap<>();
    private final Deque<Held> held = new ArrayDeque<>();

    /** @param found is told of what may not pass; it throws */
    HeldBack(Rules rules, int window, Consumer<Finding> found) {
        this.rules = rules;
        this.window = window;
        this.found = found;
    }

    /** A piece and how far it goes in the texts that it belongs to. */
    private record Held(Delta delta, List<Place> places) {

        private boolean isFree(int window) {
            return places.stream().allMatch(place -> place.end() <= place.track().looked - window);
        }
    }

    private record Place(Track track, long end) {
    }

    /** Takes a piece in, and gives those that may leave. */
    List<Delta> pass(Delta delta) {
        List<Place> places = new ArrayList<>();
        Passages.of(delta).forEach((path, text) -> places.add(track(path).append(text)));
        held.add(new Held(delta, places));
        if (delta.last()) {
            return rest();
        }
        places.forEach(place -> place.track().look(false));
        List<Delta> free = new ArrayList<>();
        while (!held.isEmpty() && held.peek().isFree(window)) {
            free.add(held.poll().delta());
        }
        return free;
    }

    /** The end: everything that is still held. */
    List<Delta> rest() {
        tracks.values().forEach(track -> track.look(true));
        List<Delta> rest = held.stream().map(Held::delta).toList();
        held.clear();
        return rest;
    }

    private Track track(String path) {
        if (tracks.size() >= MOST_TRACKS && !tracks.containsKey(path)) {
            throw Unevaluated.forNow("the answer comes in more than " + MOST_TRACKS + " texts at once");
        }
        return tracks.computeIfAbsent(path, Track::new);
    }

    /** One text, of which only the end is kept. Places are counted from its beginning. */
    private final class Track {

        private final String path;
        private final StringBuilder kept = new StringBuilder();
        private long dropped;
        private long looked;

        private Track(String path) {
            this.path = path;
        }

        private Place append(String text) {
            kept.append(text);
            return new Place(this, dropped + kept.length());
        }

        /** A word that may go on is looked at when it has ended. */
        private void look(boolean isEnd) {
            int from = (int) (looked - dropped);
            int to = isEnd || kept.length() - from > window ? kept.length() : lastEnd(from);
            if (to > from) {
                String text = kept.substring(0, to);
                find(text);
                looked = dropped + to;
                drop(to);
            }
        }

        /** What is too far back, up to the end of a word: the rest of one could be taken for another. */
        private void drop(int to) {
            int drop = Math.max(0, to - 2 * window);
            while (drop > 0 && drop < to - window && Tokens.isInWord(kept.codePointBefore(drop))) {
                drop++;
            }
            kept.delete(0, drop);
            dropped += drop;
        }

        private int lastEnd(int from) {
            int end = kept.length();
            while (end > from) {
                int c = kept.codePointBefore(end);
                if (!Tokens.isInWord(c) || Tokens.standsAlone(c)) {
                    return end;
                }
                end -= Character.charCount(c);
            }
            return from;
        }

        private void find(String text) {
            Optional<String> rule = rules.find(text, false);
            if (rule.isEmpty() && text.indexOf('\\') >= 0) {
                rule = rules.find(Escapes.resolved(text), false);
            }
            rule.ifPresent(broken -> found.accept(new Finding(path, broken)));
        }
    }
}
