package io.perch.ingest.pipeline;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.ingest.document.Document;
import io.perch.script.Limits;
import io.perch.script.Script;
import io.perch.script.ScriptFault;
import java.util.Map;

/** The {@code if} of a processor: a script in the part of Painless that Perch runs, which sees the document as {@code ctx}. */
public record Condition(String text, Script script) {

    private static final String VARIABLE = "ctx";
    private static final Limits LIMITS = new Limits(100_000, 1_000_000, 50);
    private static final ObjectMapper PLAIN = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() { };

    /** Throws REQUEST_INVALID for what is no such script. */
    public static Condition of(String text) {
        try {
            return new Condition(text, Script.parse(text, LIMITS, VARIABLE));
        } catch (ScriptFault refused) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "[if] is refused at " + refused.getMessage(),
                    "docs/ingest.md says which part of Painless conditions may use");
        }
    }

    /** Throws SCRIPT_FAILED when it cannot be told. */
    boolean holds(Document document) {
        Object answer = run(document.whole());
        if (answer instanceof Boolean truth) {
            return truth;
        }
        throw new PerchException(ErrorCode.SCRIPT_FAILED, "[if] answered " + answer + " and not true or false: " + text,
                "compare something: ctx.title != null");
    }

    private Object run(JsonNode document) {
        try {
            // a copy: whatever the script does to it, the document stays
            return script.run(PLAIN.convertValue(document, MAP));
        } catch (ScriptFault failed) {
            throw new PerchException(ErrorCode.SCRIPT_FAILED, "[if] failed at " + failed.getMessage(),
                    "write ctx.a?.b where a may be missing");
        }
    }
}
