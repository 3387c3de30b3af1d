package io.perch.connector;

import io.perch.base.PerchException;
import io.perch.connector.address.Endpoint;
import io.perch.connector.function.PostProcess;
import io.perch.connector.function.PreProcess;
import io.perch.connector.template.Defaults;
import io.perch.connector.template.Headers;
import io.perch.connector.template.Parameters;
import io.perch.connector.template.Template;
import io.perch.connector.template.UrlTemplate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An action with everything read that can be read once. Immutable.
 *
 * @param fixed the url, where no parameter has a part in it and no credential is missing; else {@code null}
 * @param body  {@code null}: the parameter {@code http_body} is the body
 */
record ReadyAction(Action action, UrlTemplate url, Endpoint fixed, Headers headers, Template body, PreProcess preProcess,
        PostProcess postProcess) {

    private static final PainlessScripts SCRIPTS = new PainlessScripts();

    /** @param faults receives what cannot be read; such an action is of no use */
    static ReadyAction of(Action action, List<String> faults) {
        UrlTemplate url = UrlTemplate.of(action.url());
        Headers headers = Headers.of(action.headers());
        Template body = action.requestBody() == null ? null : Template.json(action.requestBody());
        url.faults().forEach(fault -> faults.add("url: " + fault));
        faults.addAll(headers.faults());
        if (body != null) {
            body.faults().forEach(fault -> faults.add("request_body: " + fault));
        }
        return new ReadyAction(action, url, fixed(url), headers, body,
                or(faults, "pre_process_function", () -> PreProcess.of(action.preProcess(), SCRIPTS)),
                or(faults, "post_process_function", () -> PostProcess.of(action.postProcess(), SCRIPTS)));
    }

    private static <T> T or(List<String> faults, String member, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (PerchException refused) {
            faults.add(refused.reason().contains(member) ? refused.reason() : member + ": " + refused.reason());
            return null;
        }
    }

    boolean isA(String typeOrName) {
        return action.type().name().equalsIgnoreCase(typeOrName) || typeOrName.equals(action.name());
    }

    /** The same, whose body is the parameter {@code http_body}. */
    ReadyAction withoutBody() {
        return new ReadyAction(action, url, fixed, headers, null, preProcess, postProcess);
    }

    /** With the values of its credentials in their places. */
    ReadyAction with(Function<String, String> credentials) {
        UrlTemplate filled = url.withCredentials(credentials);
        return new ReadyAction(action, filled, fixed(filled), headers.withCredentials(credentials), body, preProcess, postProcess);
    }

    /** {@code null} also for a url that is none: whoever calls it is told. */
    private static Endpoint fixed(UrlTemplate url) {
        try {
            return url.isFixed() ? Endpoint.of(url.render(Parameters.of(Defaults.NONE, Map.of()))) : null;
        } catch (PerchException noUrl) {
            return null;
        }
    }

    /** Throws PARAMETERS_MISSING, REQUEST_INVALID. */
    Endpoint endpoint(Parameters parameters) {
        return fixed == null ? Endpoint.of(url.render(parameters)) : fixed;
    }
}
