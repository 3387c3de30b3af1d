package io.perch.engine.sentence;

import java.util.Locale;
import java.util.Set;

/** Tells a full stop that ends a sentence from one that only shortens a word. */
final class Abbreviations {

    /** Something always follows: a name, a number, an example. */
    private static final Set<String> BEFORE_MORE = Set.of("mr", "mrs", "ms", "mx", "dr", "prof", "rev", "hon", "gen",
            "col", "maj", "capt", "cpt", "lt", "sgt", "adm", "gov", "pres", "sen", "rep", "amb", "mt", "mme", "mlle",
            "dra", "sra", "srta", "i.e", "e.g", "ie", "eg", "vs", "cf", "fig", "figs", "approx", "resp", "bzw", "ca",
            "z.b", "d.h", "p.ex");

    /** Only a number follows: after "No." a sentence may begin. */
    private static final Set<String> BEFORE_NUMBERS = Set.of("no", "nos", "nr", "p", "pp", "vol", "vols", "ch", "chap", "sec",
            "art", "par", "para", "eq", "eqs", "ex", "op", "ed", "tab", "n", "c", "ver", "est");

    /** A sentence may end with it: it does when a word follows that usually begins one. */
    private static final Set<String> ANYWHERE = Set.of("etc", "inc", "ltd", "co", "corp", "llc", "bros", "jr", "sr", "esq", "st",
            "ave", "blvd", "rd", "dept", "ft", "hr", "univ", "assn", "al", "usw", "jan", "feb", "mar", "apr", "jun", "jul", "aug",
            "sep", "sept", "oct", "nov", "dec", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri");

    private static final Set<String> BEGINNERS = Set.of("a", "an", "the", "this", "that", "these", "those", "there", "here", "it",
            "its", "he", "she", "his", "her", "they", "their", "we", "our", "you", "your", "i", "my", "in", "on", "at", "by",
            "for", "from", "with", "without", "as", "to", "of", "and", "but", "or", "nor", "so", "yet", "if", "when", "while",
            "after", "before", "since", "because", "although", "though", "however", "therefore", "moreover", "furthermore",
            "meanwhile", "then", "thus", "what", "who", "whom", "why", "how", "where", "which", "whose", "no", "not", "yes",
            "some", "many", "most", "each", "every", "both", "all", "another", "other", "such", "also", "once", "until", "during",
            "despite", "is", "are", "was", "were", "do", "does", "did", "can", "could", "will", "would", "should");

    private static final int LONGEST = 12;

    private Abbreviations() {
    }

    /**
     * @param start of the sentence
     * @param dot   the full stop
     * @param next  where the next word begins; may be the end of the text
     */
    static boolean endsAt(String text, int start, int dot, int next) {
        String word = wordBefore(text, start, dot);
        String lower = word.toLowerCase(Locale.ROOT);
        if (next == text.length()) {
            return false;
        }
        if (BEFORE_MORE.contains(lower)) {
            return true;
        }
        if (BEFORE_NUMBERS.contains(lower) && Character.isDigit(text.codePointAt(next))) {
            return true;
        }
        return (ANYWHERE.contains(lower) || initials(word)) && !begins(text, next);
    }

    /** Without quotes and brackets that open before it; empty when it is too long to be an abbreviation. */
    private static String wordBefore(String text, int start, int dot) {
        int from = dot;
        while (from > start && !Marks.blank(text.charAt(from - 1))) {
            from--;
            if (dot - from > LONGEST) {
                return "";
            }
        }
        while (from < dot && !Character.isLetterOrDigit(text.charAt(from))) {
            from++;
        }
        return text.substring(from, dot);
    }

    /** {@code J}, {@code U.S}, {@code a.m}, {@code Ph.D}. */
    private static boolean initials(String word) {
        if (word.length() == 1) {
            return Character.isUpperCase(word.charAt(0));
        }
        String[] parts = word.split("\\.", -1);
        for (String part : parts) {
            if (part.isEmpty() || part.length() > 2 || !part.chars().allMatch(Character::isLetter)) {
                return false;
            }
        }
        return parts.length > 1;
    }

    private static boolean begins(String text, int next) {
        int end = next;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return Character.isUpperCase(text.codePointAt(next))
                && BEGINNERS.contains(text.substring(next, end).toLowerCase(Locale.ROOT));
    }
}
