package io.perch.connector.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What the templates of one call are filled with. The request has the last word, before what was computed for the call, before
 * the connector's own parameters. Immutable.
 */
public final class Parameters implements Function<String, Parameter> {

    private final Defaults defaults;
    private final Map<String, Parameter> computed;
    private final Map<String, Parameter> request;
    private final Set<String> escaped;

    private Parameters(Defaults defaults, Map<String, Parameter> computed, Map<String, Parameter> request) {
        this.defaults = defaults;
        this.computed = computed;
        this.request = request;
        Parameter list = request.getOrDefault(Defaults.NO_ESCAPE, computed.get(Defaults.NO_ESCAPE));
        this.escaped = list == null ? Set.of() : Defaults.list(list.text());
    }

    /** @param request {@code parameters} of the request's body */
    public static Parameters of(Defaults defaults, Map<String, JsonNode> request) {
        Map<String, Parameter> said = new HashMap<>();
        request.forEach((name, value) -> said.put(name, Parameter.of(value)));
        return new Parameters(defaults, Map.of(), said);
    }

    /**
     * The same with what was found out for this call: of the algorithm first, then of the pre-process function. The later one
     * wins, but never over the request.
     */
    public Parameters with(Map<String, Parameter> more) {
        Map<String, Parameter> all = new HashMap<>(computed);
        all.putAll(more);
        return new Parameters(defaults, all, request);
    }

    /** {@code null} when nobody said anything. */
    @Override
    public Parameter apply(String name) {
        Parameter said = request.get(name);
        if (said == null) {
            said = computed.get(name);
        }
        return said == null ? defaults.of(name, this) : asWanted(name, said);
    }

    /** As text, placeholders of the connector's own filled; {@code null} when nobody said anything, or said {@code null}. */
    public String text(String name) {
        Parameter parameter = apply(name);
        return parameter == null || parameter.isNull() ? null : parameter.text();
    }

    public boolean isTrue(String name) {
        return "true".equalsIgnoreCase(text(name));
    }

    /** What was said for this call, the connector's own left out. */
    Set<String> said() {
        Set<String> names = new LinkedHashSet<>(request.keySet());
        names.addAll(computed.keySet());
        return names;
    }

    /** Whether the caller asked for {@code name} to be put in as it is. */
    boolean isCalledEscaped(String name) {
        return escaped.contains(name);
    }

    /**
     * Only the connector can have a caller's value put in as it is. A caller could otherwise end the string in which its value
     * stands and go on with members of its own; what it calls escaped is checked.
     */
    private Parameter asWanted(String name, Parameter said) {
        if (defaults.isRaw(name)) {
            return new Parameter.Raw(said.text(), said.isJson());
        }
        return escaped.contains(name) && said instanceof Parameter.Text ? new Parameter.Escaped(said.text()) : said;
    }
}
