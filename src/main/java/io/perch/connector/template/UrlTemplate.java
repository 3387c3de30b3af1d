package io.perch.connector.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The url of an action: credentials are put in when the connector is opened, parameters with each call. Immutable. */
public final class UrlTemplate {

    private final Template template;

    private UrlTemplate(Template template) {
        this.template = template;
    }

    public static UrlTemplate of(String url) {
        return new UrlTemplate(Template.parse(url, Mode.URL));
    }

    /** What looks like a placeholder and is none. */
    public List<String> faults() {
        return template.faults();
    }

    /** The parameters that it asks for. */
    public Set<String> names() {
        return template.names();
    }

    /** Whether it is the same for every call. */
    public boolean isFixed() {
        return template.names().isEmpty() && template.credentials().isEmpty();
    }

    /** The credentials that it asks for. Whoever shows the url renders it without their values. */
    public Set<String> credentials() {
        return template.credentials();
    }

    /** @param values {@code null} for what is missing; nothing in a value is a placeholder */
    public UrlTemplate withCredentials(Function<String, String> values) {
        return new UrlTemplate(template.withCredentials(values));
    }

    /**
     * As it is called. A caller's value cannot end the host, climb up in the path, or begin a query or a fragment; what no url
     * can hold is encoded. Throws PARAMETERS_MISSING and REQUEST_INVALID.
     */
    public String render(Parameters parameters) {
        List<String> missing = new ArrayList<>(0);
        String url = template.render(parameters, missing);
        if (!missing.isEmpty()) {
            throw Payload.missing("url", missing, parameters);
        }
        return url;
    }
}
