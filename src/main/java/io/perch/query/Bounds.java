package io.perch.query;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** How much one request may ask. Throws SEARCH_TOO_LARGE. */
public record Bounds(QueryConfig config) {

    /** What is to be asked for all these searches, each question once. */
    Set<Question> questions(Collection<SearchSource> sources) {
        require(sources.stream().mapToInt(source -> source.found().size()).sum(), config.maxClauses(),
                "clauses neural and neural_sparse", "max-clauses");
        Set<Question> questions = new LinkedHashSet<>();
        sources.forEach(source -> source.questions().forEach(questions::add));
        require(questions.size(), config.maxTexts(), "different texts to embed", "max-texts");
        return questions;
    }

    public void searches(int count) {
        require(count, config.maxSearches(), "searches", "max-searches");
    }

    private static void require(int count, int most, String what, String key) {
        if (count > most) {
            throw new PerchException(ErrorCode.SEARCH_TOO_LARGE,
                    "The request has " + count + " " + what + "; the limit is " + most, "split it, or raise perch.query." + key);
        }
    }
}
