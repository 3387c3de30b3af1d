package io.perch.search;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.base.Wildcard;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which indices a caller may name. Perch speaks to OpenSearch in its own name, and its own indices are there, too: what a caller
 * may not see is taken out of every list and wildcard that he writes.
 */
@ApplicationScoped
public class CallersIndices {

    /** OpenSearch's own rule, as far as it keeps a name from being more than a name. */
    private static final Pattern NAME = Pattern.compile("[^-_+*,/\\\\?\"<>| #:][^*,/\\\\?\"<>| #:]*");
    private static final String ALL = "_all";

    private final List<String> allowed;
    private final List<String> forbidden;
    private final Predicate<String> allows;
    private final Predicate<String> forbids;

    CallersIndices(IndexConfig config) {
        this.allowed = config.allowed();
        this.forbidden = config.forbidden();
        this.allows = anyOf(config.allowed());
        this.forbids = anyOf(forbidden);
    }

    /** One index to write to. Throws INDEX_NAME_INVALID, INDEX_FORBIDDEN. */
    public void requireWritable(String index) {
        if (index == null || !NAME.matcher(index).matches()) {
            throw invalid(index);
        }
        requireAllowed(index);
    }

    /**
     * What to search in OpenSearch for what a caller wants searched: names, commas, wildcards, {@code -} before what is left out.
     * Throws INDEX_NAME_INVALID, INDEX_FORBIDDEN.
     *
     * @param expression {@code null}, empty or {@code _all} for all that he may see
     */
    public String searchable(String expression) {
        boolean all = expression == null || expression.isEmpty() || expression.equals(ALL) || expression.equals("*");
        List<String> parts = new ArrayList<>(all ? allowed : List.of(expression.split(",", -1)));
        parts.forEach(this::requireSearchable);
        if (parts.stream().anyMatch(part -> part.contains("*"))) {
            forbidden.forEach(name -> parts.add("-" + name));
        }
        return String.join(",", parts);
    }

    private void requireSearchable(String part) {
        if (part.startsWith("-")) {
            return;
        }
        if (!part.equals("*") && !NAME.matcher(part.replace('*', 'a')).matches()) {
            throw invalid(part);
        }
        requireAllowed(part);
    }

    private void requireAllowed(String index) {
        if (!allows.test(index) || forbids.test(index)) {
            throw new PerchException(ErrorCode.INDEX_FORBIDDEN, "Index [" + index + "] is not for callers of Perch",
                    "perch.indices.allowed and perch.indices.forbidden say which ones are");
        }
    }

    private static PerchException invalid(String index) {
        return new PerchException(ErrorCode.INDEX_NAME_INVALID, "Invalid index name [" + index + "]",
                "it begins with a letter, a digit or a dot, and has none of * ? \" < > | , # : / \\ and no blank");
    }

    private static Predicate<String> anyOf(List<String> patterns) {
        return name -> patterns.stream().anyMatch(pattern -> Wildcard.matches(pattern.strip(), name));
    }
}
