package io.perch.connector.call;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** A whole answer. */
public record HttpAnswer(int status, MultiMap headers, Buffer body) {

    private static final int LONGEST_EXCERPT = 10_000;
    private static final int MOST_MASKED = 100_000;
    private static final int OK = 200;
    private static final int HIGHEST_ACCEPTED = 300;

    /** As the original judges it. */
    public boolean accepted() {
        return status >= OK && status <= HIGHEST_ACCEPTED;
    }

    /** The beginning of its text. @param masking takes secrets out */
    public String excerpt(UnaryOperator<String> masking) {
        // masked before it is cut: half a secret would not be found
        String text = masking.apply(body.getString(0, Math.min(body.length(), MOST_MASKED), StandardCharsets.UTF_8.name()));
        return text.length() <= LONGEST_EXCERPT ? text
                : text.substring(0, LONGEST_EXCERPT) + "… (" + body.length() + " bytes)";
    }
}
