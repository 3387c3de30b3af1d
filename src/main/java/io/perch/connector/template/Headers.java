package io.perch.connector.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The headers of an action: credentials are put in when the connector is opened, parameters with each call. Immutable. */
public final class Headers {

    private final Map<String, Template> templates;
    private final List<String> faults;

    private Headers(Map<String, Template> templates, List<String> faults) {
        this.templates = templates;
        this.faults = List.copyOf(faults);
    }

    /** @param headers {@code null}: none */
    public static Headers of(Map<String, String> headers) {
        Map<String, String> written = headers == null ? Map.of() : headers;
        Map<String, Template> templates = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>(HeaderRules.faults(written));
        written.forEach((name, value) -> {
            Template template = Template.parse(value, Mode.HEADER);
            template.faults().forEach(fault -> faults.add("Header '" + name + "': " + fault));
            templates.put(name, template);
        });
        return new Headers(templates, faults);
    }

    /** Against §3.4 of what a connector may say; to be found before it is stored. */
    public List<String> faults() {
        return faults;
    }

    /** The credentials that they ask for. */
    public Set<String> credentials() {
        Set<String> names = new LinkedHashSet<>();
        templates.values().forEach(template -> names.addAll(template.credentials()));
        return names;
    }

    /** @param values {@code null} for what is missing; nothing in a value is a placeholder */
    public Headers withCredentials(Function<String, String> values) {
        Map<String, Template> filled = new LinkedHashMap<>();
        templates.forEach((name, template) -> filled.put(name, template.withCredentials(values)));
        return new Headers(filled, faults);
    }

    /**
     * As they are sent. Throws PARAMETERS_MISSING when nothing fills a placeholder, REQUEST_INVALID when a value cannot be sent;
     * neither shows a value.
     */
    public Map<String, String> render(Parameters parameters) {
        Map<String, String> headers = LinkedHashMap.newLinkedHashMap(templates.size());
        templates.forEach((name, template) -> {
            List<String> missing = new ArrayList<>(0);
            headers.put(name, template.render(parameters, missing));
            if (!missing.isEmpty()) {
                throw HeaderRules.unresolved(name, missing);
            }
        });
        HeaderRules.check(headers);
        return headers;
    }
}
