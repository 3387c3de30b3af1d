package io.perch.query;

import io.perch.base.PerchException;
import io.perch.search.SearchAnswer;
import java.util.List;
import java.util.Objects;

/**
 * What became of the searches of a {@code _msearch}.
 *
 * @param answer   of OpenSearch, to those that were sent on; {@code null} when none was
 * @param failures one for each search, in their order; {@code null} for one that was sent on
 */
public record MultiAnswer(SearchAnswer answer, List<PerchException> failures) {

    /** Whether OpenSearch's answer is the whole one. */
    public boolean isWhole() {
        return failures.stream().noneMatch(Objects::nonNull);
    }
}
