package io.perch.predict.guard;

/**
 * The stop words of an index, as of one moment.
 *
 * @param state    of the index; another one means that it may have changed
 * @param words    that are looked for in memory
 * @param percolates whether there are queries, too, that only OpenSearch understands
 */
record StopWordList(String state, WordList words, boolean percolates) {
}
