package io.perch.ingest;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Names as OpenSearch lets callers list them: commas between, {@code *} for any part. */
record Wildcards(List<Predicate<String>> any) {

    /** @param text {@code null}: all */
    static Wildcards of(String text) {
        return new Wildcards(text == null || text.equals("_all") ? List.of(name -> true)
                : Pattern.compile(",").splitAsStream(text).map(Wildcards::one).toList());
    }

    private static Predicate<String> one(String pattern) {
        return Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), Pattern.DOTALL).asMatchPredicate();
    }

    boolean match(String name) {
        return any.stream().anyMatch(one -> one.test(name));
    }
}
