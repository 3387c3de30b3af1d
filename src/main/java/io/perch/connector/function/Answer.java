package io.perch.connector.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.template.Parameter;
import io.perch.path.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a service answered to one call, with what it was asked.
 *
 * @param body       UTF-8; not changed
 * @param documents  how many the call was about, {@link #UNKNOWN} when the caller sent the parameters himself
 * @param parameters the connector's and the request's; {@code null}, or a null, for those that are not there
 */
public record Answer(byte[] body, int documents, Function<String, Parameter> parameters) {

    public static final int UNKNOWN = -1;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Empty when it is not there, or blank. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.apply(name)).filter(parameter -> !parameter.isNull()).map(Parameter::text)
                .filter(text -> !text.isBlank());
    }

    /** All of it. Throws REMOTE_ANSWER_UNREADABLE. */
    JsonNode tree() {
        try {
            JsonNode tree = JsonText.tree(body);
            if (tree.isMissingNode()) {
                throw unreadable("is empty");
            }
            return tree;
        } catch (IOException notJson) {
            throw unreadable(notJson);
        }
    }

    /** What kind of JSON it is, read to its end but not kept. Throws REMOTE_ANSWER_UNREADABLE. */
    JsonToken check() {
        try {
            return JsonText.check(body);
        } catch (IOException notJson) {
            throw unreadable(notJson);
        }
    }

    /** Throws REMOTE_ANSWER_UNREADABLE for text that is not UTF-8. */
    String text() {
        // JSON in UTF-16 or UTF-32, which parsers find out by themselves: its first character is below 128
        if (body.length > 1 && (body[0] == 0 || body[1] == 0)) {
            throw unreadable("is not UTF-8");
        }
        String text = new String(body, StandardCharsets.UTF_8);
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    static PerchException unreadable(String why) {
        return new PerchException(ErrorCode.REMOTE_ANSWER_UNREADABLE, "The service's answer " + why,
                "ask the service the same without Perch, and compare");
    }

    private static PerchException unreadable(IOException notJson) {
        if (!(notJson instanceof JsonProcessingException fault) || fault.getLocation() == null) {
            return unreadable("is not JSON: " + notJson.getMessage());
        }
        return unreadable("is not JSON: " + fault.getOriginalMessage() + " at line " + fault.getLocation().getLineNr()
                + ", column " + fault.getLocation().getColumnNr());
    }
}
