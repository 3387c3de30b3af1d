package io.perch.query;

/**
 * What a model is asked for a clause. Equal ones are asked once.
 *
 * @param text  {@code null} for an image alone
 * @param image base64, or {@code null} for none
 */
record Question(String modelId, Kind kind, String text, String image) {

    /** A vector is wanted, or tokens with their weights. */
    enum Kind { DENSE, SPARSE }

    static Question dense(String modelId, String text, String image) {
        return new Question(modelId, Kind.DENSE, text, image);
    }

    static Question sparse(String modelId, String text) {
        return new Question(modelId, Kind.SPARSE, text, null);
    }
}
