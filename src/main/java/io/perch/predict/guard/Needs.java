package io.perch.predict.guard;

import io.perch.predict.guard.Sight.CharSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What every text has that a regular expression is found in: one of some parts, and one character of each of some classes. Most texts
 * have not, and seeing it takes a hundredth of the time that the expression takes. Only what stands at the top of the expression is
 * looked at, and only where its meaning is plain.
 *
 * @param oneOf     empty when nothing is known; in lower case with {@code inAnyCase}
 * @param classes   each of which has to be there
 */
record Needs(List<String> oneOf, boolean inAnyCase, List<CharSet> classes) {

    private static final Needs NOTHING = new Needs(List.of(), false, List.of());
    private static final String ANY_CASE = "(?i)";

    /** Other flags; quotes; classes in classes; escapes of characters; characters of two units: they have rules of their own. */
    private static final Pattern UNSURE = Pattern.compile("\\(\\?[^:=!<>]|\\\\[A-Za-z0-9&&[^bBAzZGdDwWsS]]|\\[\\^?]|\\[[^]]*\\["
            + "|&&|[\\x{d800}-\\x{dfff}\\x{10000}-\\x{10ffff}]");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 _@,;:'\"/!=-]+(\\|[A-Za-z0-9 _@,;:'\"/!=-]+)*");

    static Needs of(String regex) {
        boolean inAnyCase = regex.startsWith(ANY_CASE);
        String rest = inAnyCase ? regex.substring(ANY_CASE.length()) : regex;
        if (UNSURE.matcher(rest).find() || inAnyCase && !rest.chars().allMatch(c -> c < 0x80)) {
            return NOTHING;
        }
        return PLAIN.matcher(rest).matches() ? new Needs(parts(rest, inAnyCase), inAnyCase, List.of())
                : new Scan(rest, inAnyCase).needs();
    }

    boolean mayBeMetBy(Sight text) {
        for (CharSet set : classes) {
            if (!text.mayHaveOneOf(set)) {
                return false;
            }
        }
        for (String part : oneOf) {
            if (text.has(part, inAnyCase)) {
                return true;
            }
        }
        return oneOf.isEmpty();
    }

    private static List<String> parts(String alternatives, boolean inAnyCase) {
        return List.of((inAnyCase ? alternatives.toLowerCase(Locale.ROOT) : alternatives).split("\\|"));
    }

    /** Goes through an expression once. */
    private static final class Scan {

        private final String regex;
        private final boolean inAnyCase;
        private final StringBuilder run = new StringBuilder();
        private final List<CharSet> classes = new ArrayList<>();
        private List<String> best = List.of();
        private int at;

        private Scan(String regex, boolean inAnyCase) {
            this.regex = regex;
            this.inAnyCase = inAnyCase;
        }

        private Needs needs() {
            while (at < regex.length()) {
                char c = regex.charAt(at);
                switch (c) {
                    case '|' -> {
                        return NOTHING;
                    }
                    case '(' -> group();
                    case '[' -> charClass(classEnd());
                    case '\\' -> escape();
                    case '.', '^', '$' -> {
                        end();
                        at++;
                        isOptional();
                    }
                    default -> {
                        at++;
                        literal(c);
                    }
                }
            }
            end();
            return new Needs(best, inAnyCase, List.copyOf(classes));
        }

        private void literal(char c) {
            int before = at;
            if (isOptional()) {
                end();
                return;
            }
            run.append(c);
            if (at > before) {
                // repeated: what follows does not follow the first one
                end();
            }
        }

        private void escape() {
            char c = at + 1 < regex.length() ? regex.charAt(at + 1) : ' ';
            if ("dDwWsS".indexOf(c) >= 0) {
                charClass(at + 2);
            } else if (Character.isLetterOrDigit(c)) {
                end();
                at += 2;
            } else {
                at += 2;
                literal(c);
            }
        }

        /** A class that ends there: its characters are found out by trying. */
        private void charClass(int to) {
            end();
            Pattern one = Pattern.compile(regex.substring(at, to), inAnyCase ? Pattern.CASE_INSENSITIVE : 0);
            at = to;
            if (!isOptional()) {
                long low = 0;
                long high = 0;
                for (int c = 0; c < Long.SIZE; c++) {
                    low |= one.matcher(Character.toString(c)).matches() ? 1L << c : 0;
                    high |= one.matcher(Character.toString(c + Long.SIZE)).matches() ? 1L << c : 0;
                }
                classes.add(new CharSet(low, high));
            }
        }

        private int classEnd() {
            int end = at + 1;
            while (end < regex.length() && regex.charAt(end) != ']') {
                end += regex.charAt(end) == '\\' ? 2 : 1;
            }
            return Math.min(regex.length(), end + 1);
        }

        private void group() {
            end();
            int begin = at + 1;
            skipGroup();
            String inside = regex.substring(begin, at - 1).replaceFirst("^\\?(:|<[A-Za-z]\\w*>)", "");
            if (!isOptional() && PLAIN.matcher(inside).matches()) {
                offer(parts(inside, inAnyCase));
            }
        }

        private void skipGroup() {
            int depth = 0;
            do {
                char c = regex.charAt(at);
                at = c == '[' ? classEnd() : at + (c == '\\' ? 2 : 1);
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            } while (depth > 0);
        }

        /** Passes a quantifier, and tells whether it allows what stands before it to be missing. */
        private boolean isOptional() {
            if (at == regex.length()) {
                return false;
            }
            boolean optional = switch (regex.charAt(at)) {
                case '?', '*' -> true;
                case '{' -> regex.startsWith("{0", at);
                default -> false;
            };
            if ("?*+{".indexOf(regex.charAt(at)) >= 0) {
                at = regex.charAt(at) == '{' ? regex.indexOf('}', at) + 1 : at + 1;
                // lazy or possessive
                at += at < regex.length() && "?+".indexOf(regex.charAt(at)) >= 0 ? 1 : 0;
            }
            return optional;
        }

        private void end() {
            if (!run.isEmpty()) {
                offer(List.of(inAnyCase ? run.toString().toLowerCase(Locale.ROOT) : run.toString()));
                run.setLength(0);
            }
        }

        /** The longer, the rarer. */
        private void offer(List<String> parts) {
            if (shortest(parts) > shortest(best)) {
                best = parts;
            }
        }

        private static int shortest(List<String> parts) {
            return parts.stream().mapToInt(String::length).min().orElse(0);
        }
    }
}
