package io.perch.path;

import java.util.ArrayList;
import java.util.List;

/** A path as it is written, cut into its steps. It does not judge: what is no path has steps of some kind too. */
record PathText(List<Step> steps) {

    static PathText of(String path) {
        String text = path.strip();
        return new PathText(new Cutter(text.startsWith("$") || text.startsWith("@") ? text : "$." + text).steps());
    }

    /** The path of the first {@code count} steps. */
    String prefix(int count) {
        return "$" + text(0, count);
    }

    /** How the steps from {@code count} on are written. */
    String rest(int count) {
        return text(count, steps.size());
    }

    private String text(int from, int to) {
        StringBuilder text = new StringBuilder();
        steps.subList(from, to).forEach(step -> text.append(step.text()));
        return text.toString();
    }

    /** Goes over the text once, from its second character on. */
    private static final class Cutter {

        private final String text;
        private final List<Step> steps = new ArrayList<>();
        private int at = 1;

        Cutter(String text) {
            this.text = text;
        }

        List<Step> steps() {
            while (at < text.length()) {
                steps.add(next());
            }
            return List.copyOf(steps);
        }

        private Step next() {
            int start = at;
            if (text.startsWith("..", start)) {
                at = text.startsWith("[", start + 2) ? afterBracket(start + 2) : afterName(start + 2);
                return new Step.Other(text.substring(start, at));
            }
            return text.charAt(start) == '[' ? bracket(start) : name(start);
        }

        private Step name(int start) {
            int nameStart = text.charAt(start) == '.' ? start + 1 : start;
            at = Math.max(afterName(nameStart), start + 1);
            String name = text.substring(Math.min(nameStart, at), at);
            String whole = text.substring(start, at);
            if (name.equals("*")) {
                return new Step.Every(whole);
            }
            return name.endsWith(")") ? new Step.Other(whole) : new Step.Key(whole, name);
        }

        private Step bracket(int start) {
            at = afterBracket(start);
            String whole = text.substring(start, at);
            String inside = whole.substring(1, Math.max(1, whole.length() - 1)).strip();
            if (inside.equals("*")) {
                return new Step.Every(whole);
            }
            return isOneName(inside) ? new Step.Key(whole, inside.substring(1, inside.length() - 1)) : new Step.Other(whole);
        }

        private static boolean isOneName(String inside) {
            if (inside.length() < 2 || "'\"".indexOf(inside.charAt(0)) < 0 || inside.indexOf('\\') >= 0) {
                return false;
            }
            return inside.indexOf(inside.charAt(0), 1) == inside.length() - 1;
        }

        /** A name ends at the next step; the arguments of a function belong to it. */
        private int afterName(int from) {
            int end = from;
            while (end < text.length() && ".[(".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            return end < text.length() && text.charAt(end) == '(' ? after(end, '(', ')') : end;
        }

        private int afterBracket(int from) {
            return after(from, '[', ']');
        }

        /** Behind the bracket that closes the one at {@code from}, not counting those in quotes. */
        private int after(int from, char opening, char closing) {
            int open = 0;
            char quote = 0;
            for (int i = from; i < text.length(); i++) {
                char c = text.charAt(i);
                if (quote != 0) {
                    if (c == '\\') {
                        i++;
                    } else if (c == quote) {
                        quote = 0;
                    }
                } else if (c == '\'' || c == '"') {
                    quote = c;
                } else if (c == opening) {
                    open++;
                } else if (c == closing && --open == 0) {
                    return i + 1;
                }
            }
            return text.length();
        }
    }
}
