package io.perch.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the routes out of the OpenAPI document that the build makes from the resources' annotations, so that these
 * stay the only place where a route and its parameters are written.
 */
final class OpenApiRoutes {

    private static final String DOCUMENT = "META-INF/quarkus-generated-openapi-doc.JSON";
    /** The pattern of a path parameter that may have slashes in it. */
    private static final String ANYTHING = ".+";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    private OpenApiRoutes() {
    }

    /** Fails when the document is not part of the build: without it no request could be judged. */
    static List<Route> read() {
        try (InputStream document = Thread.currentThread().getContextClassLoader().getResourceAsStream(DOCUMENT)) {
            if (document == null) {
                throw new IllegalStateException(DOCUMENT + " is not in this build");
            }
            return routes(new ObjectMapper().readTree(document));
        } catch (IOException unreadable) {
            throw new IllegalStateException(DOCUMENT + " cannot be read", unreadable);
        }
    }

    static List<Route> routes(JsonNode document) {
        List<Route> routes = new ArrayList<>();
        document.path("paths").properties().forEach(path ->
                path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey())) {
                        routes.add(route(document, path.getKey(), path.getValue(), operation.getKey()));
                    }
                }));
        return routes;
    }

    private static Route route(JsonNode document, String template, JsonNode path, String method) {
        JsonNode operation = path.path(method);
        Set<String> parameters = new TreeSet<>();
        collectParameters(document, path.path("parameters"), parameters);
        collectParameters(document, operation.path("parameters"), parameters);
        Set<String> consumes = new HashSet<>();
        operation.path("requestBody").path("content").fieldNames().forEachRemaining(consumes::add);
        return new Route(withRest(template, operation.path("parameters")), method.toUpperCase(Locale.ROOT), parameters, consumes);
    }

    /** A path parameter that may have slashes in it takes the rest of the path. */
    private static String withRest(String template, JsonNode declared) {
        String named = template;
        for (JsonNode parameter : declared) {
            if (parameter.path("schema").path("pattern").asText().equals(ANYTHING)) {
                String name = parameter.path("name").asText();
                named = named.replace("{" + name + "}", RouteTable.rest(name));
            }
        }
        return named;
    }

    private static void collectParameters(JsonNode document, JsonNode declared, Set<String> names) {
        for (JsonNode parameter : declared) {
            JsonNode target = parameter.has("$ref")
                    ? document.at(parameter.path("$ref").asText().substring(1))
                    : parameter;
            if (target.path("in").asText().equals("query")) {
                names.add(target.path("name").asText());
            }
        }
    }
}
