package io.perch.engine.sentence;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into sentences without changing a character of it. A sentence ends behind its stops and whatever closes there
 * (quotes, brackets, emoji), if a blank follows; in Chinese and Japanese, which write none, also without; and before an empty
 * line. A stop that belongs to an abbreviation, a number or a quotation within the sentence ends nothing.
 */
public final class Sentences {

    private final String text;
    private final List<Sentence> found = new ArrayList<>();
    /** Of the sentence being read; -1 between two. */
    private int start = -1;
    /** Behind its last character that is no blank. */
    private int end;
    private boolean hasLetters;

    private Sentences(String text) {
        this.text = text;
    }

    /** In order; none overlap, and only blanks lie between them. */
    public static List<Sentence> of(String text) {
        Sentences sentences = new Sentences(text);
        int at = 0;
        while (at < text.length()) {
            at = sentences.read(at);
        }
        sentences.finish();
        return sentences.found;
    }

    /** Where to go on. */
    private int read(int at) {
        int character = text.codePointAt(at);
        if (Marks.blank(character)) {
            return blanks(at);
        }
        if (start < 0) {
            start = at;
        }
        if (Marks.stop(character)) {
            return stops(at);
        }
        hasLetters |= Character.isLetter(character);
        end = at + Character.charCount(character);
        return end;
    }

    /** An empty line ends a sentence that has no stop: a heading, an entry of a list. A line break alone does not. */
    private int blanks(int from) {
        int to = Marks.behindBlanks(text, from);
        if (Marks.lineBreaks(text, from, to) > 1) {
            finish();
        }
        return to;
    }

    private int stops(int from) {
        int stop = from;
        while (stop < text.length() && Marks.stop(text.codePointAt(stop))) {
            stop += Character.charCount(text.codePointAt(stop));
        }
        int closed = Marks.behindClosers(text, stop);
        if (ends(from, stop, closed)) {
            end = closed;
            finish();
            return closed;
        }
        end = stop;
        return stop;
    }

    /**
     * @param from   the first stop
     * @param stop   behind the last one
     * @param closed behind what closes there
     */
    private boolean ends(int from, int stop, int closed) {
        if (closed == text.length()) {
            return true;
        }
        int next = text.codePointAt(closed);
        boolean quoted = closed > stop && Marks.quoteOrBracket(text.codePointBefore(closed));
        if (Marks.wideStop(text.codePointBefore(stop))) {
            return !goesOnWide(text.codePointBefore(stop), quoted, next);
        }
        if (!Marks.blank(next)) {
            return Marks.ideograph(next) && Marks.ideograph(text.codePointBefore(Math.max(from, 1)));
        }
        return endsBefore(Marks.behindBlanks(text, closed), from, stop, quoted);
    }

    /** @param word where the next one begins */
    private boolean endsBefore(int word, int from, int stop, boolean quoted) {
        boolean dots = text.charAt(from) == '.' || text.charAt(from) == '…';
        boolean ellipsis = dots && (stop - from > 1 || text.charAt(from) == '…');
        boolean goesOn = word < text.length() && Character.isLowerCase(text.codePointAt(word));
        if (goesOn && (quoted || ellipsis)) {
            return false;
        }
        // digits alone and a full stop number an entry of a list
        return !dots || ellipsis || hasLetters && !Abbreviations.endsAt(text, start, from, word);
    }

    /** In Japanese the sentence around a quotation goes on in kana; a decimal point may be as wide as a digit. */
    private static boolean goesOnWide(int stop, boolean quoted, int next) {
        return quoted && Marks.hiragana(next) || stop == '．' && Character.isDigit(next);
    }

    private void finish() {
        if (start >= 0) {
            found.add(new Sentence(start, end));
        }
        start = -1;
        hasLetters = false;
    }
}
