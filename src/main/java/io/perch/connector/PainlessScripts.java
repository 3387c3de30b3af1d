package io.perch.connector;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.function.ScriptParser;
import io.perch.connector.function.Scripted;
import io.perch.script.Script;
import io.perch.script.ScriptFault;
import java.util.Map;

/** The language of connectors' scripts, and how its faults are told. */
final class PainlessScripts implements ScriptParser {

    @Override
    public Scripted parse(String text) {
        try {
            Script script = Script.parse(text);
            return params -> run(script, params);
        } catch (ScriptFault refused) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "The script is refused at " + refused.getMessage(),
                    "Perch runs the part of Painless that connectors use; docs/connectors.md says what that is");
        }
    }

    private static Object run(Script script, Map<String, Object> params) {
        try {
            return script.run(params);
        } catch (ScriptFault failed) {
            throw new PerchException(ErrorCode.SCRIPT_FAILED, switch (failed.sort()) {
                case THROWN -> "The connector's script refuses: " + failed.reason();
                case REFUSED, FAILED, LIMIT -> "The connector's script failed at " + failed.getMessage();
            }, "POST /_plugins/_ml/connectors/_simulate shows what the script is given");
        }
    }
}
