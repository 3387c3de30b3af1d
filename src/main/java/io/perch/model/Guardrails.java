package io.perch.model;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * What texts to and from a model are looked at for.
 *
 * @param input  for what callers send; {@code null}: anything
 * @param output for what the model answers; {@code null}: anything
 */
@RegisterForReflection
public record Guardrails(Type type, Guard input, Guard output) {

    public static final Guardrails NONE = new Guardrails(Type.LOCAL_REGEX, null, null);

    /** Words and patterns that Perch looks for itself, or another model that judges. */
    public enum Type { LOCAL_REGEX, MODEL }

    /**
     * Members of the other type are {@code null} or empty.
     *
     * @param stopWords lists of words in OpenSearch
     * @param regexes   patterns, none of which may be found
     * @param modelId   of the judge
     * @param filter    JSON path to the verdict in the judge's answer; {@code null}: all of it
     * @param accept    the pattern of a verdict that lets a text pass
     */
    @RegisterForReflection
    public record Guard(List<StopWords> stopWords, List<String> regexes, String modelId, String filter, String accept) {

        public static Guard ofWords(List<StopWords> stopWords, List<String> regexes) {
            return new Guard(stopWords, regexes, null, null, null);
        }

        public static Guard ofJudge(String modelId, String filter, String accept) {
            return new Guard(List.of(), List.of(), modelId, filter, accept);
        }
    }

    /**
     * @param index  that has the words, or an alias of it
     * @param fields of its documents
     */
    @RegisterForReflection
    public record StopWords(String index, List<String> fields) {
    }
}
