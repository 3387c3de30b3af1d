package io.perch.connector.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.perch.path.JsonPath;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the first route whose condition holds.
 *
 * @param path      to the value that is judged; {@code null}: all of it
 * @param otherwise when none holds; may be empty
 */
record Conditional(JsonPath path, List<Route> routes, ProcessorChain otherwise) implements Processor {

    record Route(Condition condition, ProcessorChain processors) {
    }

    static Conditional read(ProcessorConfig config) {
        String path = config.members().path("path").asText("");
        JsonNode otherwise = config.has("default") ? config.value("default") : NullNode.instance;
        return new Conditional(path.isEmpty() ? null : config.parsed(path), routes(config),
                ProcessorChain.read(otherwise, "'default' of conditional processor", config.faults()));
    }

    private static List<Route> routes(ProcessorConfig config) {
        JsonNode given = config.value("routes");
        if (given == null || given.isNull()) {
            return config.fault("'routes' is required for conditional processor");
        }
        List<Route> routes = new ArrayList<>();
        given.forEach(entry -> entry.properties().forEach(route -> routes.add(new Route(
                Condition.of(route.getKey(), config.faults()),
                ProcessorChain.read(route.getValue(), "route '" + route.getKey() + "'", config.faults())))));
        return routes.isEmpty() || !given.isArray()
                ? config.fault("'routes' must contain at least one route for conditional processor") : List.copyOf(routes);
    }

    @Override
    public JsonNode apply(JsonNode input, Budget budget) {
        JsonNode judged = path == null ? input : path.read(Processor.tree(input)).orElse(NullNode.instance);
        boolean nothing = judged.isNull() || judged.isArray() && judged.isEmpty();
        for (Route route : routes) {
            if (nothing ? route.condition.holdsForNothing() : route.condition.holds(judged, budget)) {
                return route.processors.apply(input, budget);
            }
        }
        return otherwise.apply(input, budget);
    }
}
