package io.perch.connector.template;

import io.perch.base.ErrorCode;
import io.perch.base.Nearest;
import io.perch.base.PerchException;
import java.util.ArrayList;
import java.util.List;

/** The body of a remote call: rendered, and checked before anything is sent. */
public final class Payload {

    /** The body when the action has no template. */
    private static final String HTTP_BODY = "http_body";
    private static final String SKIP = "skip_validating_missing_parameters";
    /** Of a payload that is refused, in characters. */
    private static final int EXCERPT = 1000;

    private Payload() {
    }

    /**
     * JSON, or JSON on each line. Throws PARAMETERS_MISSING when nothing fills a placeholder, unless
     * {@code skip_validating_missing_parameters} is said, and PAYLOAD_INVALID when what comes out is no JSON.
     *
     * @param body of the action; {@code null}: the parameter {@code http_body} is the body
     * @return {@code null} when there is no body
     */
    public static String of(Template body, Parameters parameters) {
        if (body == null) {
            return ofParameter(parameters);
        }
        Rendered rendered = body.render(parameters);
        if (!rendered.missing().isEmpty() && !parameters.isTrue(SKIP)) {
            throw missing("payload", rendered.missing(), parameters);
        }
        if (!rendered.valid() && !isJson(rendered.text())) {
            throw invalid(rendered, parameters);
        }
        return rendered.text();
    }

    /** Throws REQUEST_INVALID when there is none: of a POST, unless it cancels something. */
    public static void requireContent(String payload) {
        if (payload == null || payload.isEmpty()) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "Content length is 0. Aborting request to remote model",
                    "give the action a request_body, or send parameters.http_body");
        }
    }

    /** @param where what has the placeholders */
    static PerchException missing(String where, List<String> names, Parameters parameters) {
        return new PerchException(ErrorCode.PARAMETERS_MISSING,
                "Some parameter placeholder not filled in " + where + ": " + String.join(", ", names), hint(names, parameters));
    }

    private static String ofParameter(Parameters parameters) {
        Parameter parameter = parameters.apply(HTTP_BODY);
        if (parameter == null || parameter.isNull()) {
            return null;
        }
        String payload = parameter.text();
        if (!isJson(payload)) {
            throw new PerchException(ErrorCode.PAYLOAD_INVALID, reason(payload), at(payload)).about("parameters." + HTTP_BODY);
        }
        return payload;
    }

    private static boolean isJson(String payload) {
        return JsonText.isContainer(payload) || JsonText.isLines(payload);
    }

    private static PerchException invalid(Rendered rendered, Parameters parameters) {
        return new PerchException(ErrorCode.PAYLOAD_INVALID, reason(rendered.text()), remedy(rendered, parameters));
    }

    private static String remedy(Rendered rendered, Parameters parameters) {
        List<String> unquoted = rendered.unquoted();
        if (unquoted.isEmpty()) {
            return at(rendered.text());
        }
        List<String> called = unquoted.stream().filter(parameters::isCalledEscaped).toList();
        if (!called.isEmpty()) {
            return "no_escape_params of a request does not reach outside of quotes; name " + String.join(", ", called)
                    + " in no_escape_params of the connector's parameters";
        }
        return "put quotes around " + written(unquoted) + " in request_body: outside of quotes only JSON can stand";
    }

    private static String reason(String payload) {
        return "Invalid payload: " + (payload.length() <= EXCERPT ? payload
                : payload.substring(0, EXCERPT) + "… (" + payload.length() + " characters)");
    }

    private static String at(String payload) {
        return "the payload must be a JSON object or array, or one on each line; " + JsonText.fault(payload);
    }

    private static String written(List<String> names) {
        return String.join(", ", names.stream().map(name -> "${parameters." + name + "}").toList());
    }

    /** A misspelt name is told from a forgotten one. */
    private static String hint(List<String> names, Parameters parameters) {
        if (names.getFirst().startsWith(Rendering.CREDENTIAL)) {
            return "give the connector that credential";
        }
        List<String> hints = new ArrayList<>();
        for (String name : names) {
            Nearest.to(name, parameters.said()).stream().findFirst()
                    .ifPresent(near -> hints.add("was parameters." + near + " meant to be parameters." + name + "?"));
        }
        String first = names.getFirst();
        return hints.isEmpty() ? "send parameters." + first + ", or give it a value in the connector's parameters, or a default: "
                + "${parameters." + first + ":-…}" : String.join(" ", hints);
    }
}
