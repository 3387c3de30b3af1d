package io.perch.ingest.chunking;

/** A character that UTF-16 writes as two is not cut in the middle: JSON could not say the halves. */
final class Surrogates {

    private Surrogates() {
    }

    /** {@code at}, or the place before it where that is within such a character. */
    static int before(String text, int at) {
        boolean within = at > 0 && at < text.length() && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
        return within ? at - 1 : at;
    }
}
