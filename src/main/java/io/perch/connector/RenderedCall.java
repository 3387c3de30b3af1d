package io.perch.connector;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.address.Endpoint;
import io.perch.connector.processor.ProcessorChain;
import io.perch.connector.template.Parameters;
import io.perch.connector.template.Payload;
import io.perch.connector.template.StructuredOutput;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * An action, filled in: what is to be sent, unsigned.
 *
 * @param method  upper case
 * @param payload {@code null} when there is no body
 */
record RenderedCall(String method, Endpoint endpoint, Map<String, String> headers, String payload, Charset charset) {

    private static final String INPUT_PROCESSORS = "input_processors";
    private static final String CONTENT_TYPE = "Content-Type";

    /**
     * Throws PARAMETERS_MISSING, PAYLOAD_INVALID, REQUEST_INVALID. Nothing that it says shows a credential.
     *
     * @param action with its credentials in their places
     */
    static RenderedCall of(ReadyAction action, Parameters parameters) {
        String method = action.action().method().toUpperCase(Locale.ROOT);
        String payload = processed(structured(action, parameters), parameters);
        if (method.equals("POST") && action.action().type() != ActionType.CANCEL_BATCH_PREDICT) {
            Payload.requireContent(payload);
        }
        return new RenderedCall(method, action.endpoint(parameters), headers(action, parameters), payload,
                charset(parameters));
    }

    private static String structured(ReadyAction action, Parameters parameters) {
        String payload = Payload.of(action.body(), parameters);
        return Boolean.TRUE.equals(action.action().structuredOutput()) ? StructuredOutput.applied(payload, parameters) : payload;
    }

    private static String processed(String payload, Parameters parameters) {
        String processors = parameters.text(INPUT_PROCESSORS);
        return payload == null || processors == null ? payload
                : ProcessorChain.parse(processors, INPUT_PROCESSORS).apply(payload);
    }

    private static Map<String, String> headers(ReadyAction action, Parameters parameters) {
        Map<String, String> headers = new LinkedHashMap<>(action.headers().render(parameters));
        if (headers.keySet().stream().noneMatch(CONTENT_TYPE::equalsIgnoreCase)) {
            headers.put(CONTENT_TYPE, "application/json");
        }
        return headers;
    }

    private static Charset charset(Parameters parameters) {
        String name = parameters.text("charset");
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "There is no charset " + name, "leave it out for UTF-8");
        }
    }

    /** The same with another payload. */
    RenderedCall with(String otherPayload) {
        return new RenderedCall(method, endpoint, headers, otherPayload, charset);
    }

    /** The same at another path. @param path changes the url, which has no query there */
    RenderedCall at(UnaryOperator<String> path) {
        String plain = endpoint.url().split("[?]", 2)[0];
        String query = endpoint.query() == null ? "" : "?" + endpoint.query();
        return new RenderedCall(method, Endpoint.of(path.apply(plain) + query), headers, payload, charset);
    }

    byte[] body() {
        return payload == null ? new byte[0] : payload.getBytes(charset);
    }
}
