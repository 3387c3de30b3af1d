package io.perch.connector.function;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A language of one script: every text means the same, but for those with {@code syntax error}. Remembers what it was given. */
final class FakeScripts implements ScriptParser {

    final List<String> parsed = new ArrayList<>();
    final List<Map<String, Object>> params = new ArrayList<>();
    private final Function<Map<String, Object>, Object> meaning;

    FakeScripts(Function<Map<String, Object>, Object> meaning) {
        this.meaning = meaning;
    }

    @Override
    public Scripted parse(String text) {
        if (text.contains("syntax error")) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "line 1: syntax error", null);
        }
        parsed.add(text);
        return given -> {
            params.add(given);
            return meaning.apply(given);
        };
    }
}
