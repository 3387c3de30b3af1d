package io.perch.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All routes by path, as a tree of segments: what is written literally goes before what is a {@code {variable}}, and that before
 * what takes the rest of the path, {@code {variable+}}.
 */
final class RouteTable {

    /** OpenSearch's order of methods in its texts. */
    private static final List<String> ORDER = List.of("GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH");

    private final Node root = new Node();

    RouteTable(Collection<Route> routes) {
        routes.forEach(this::add);
    }

    /** The routes on {@code path} by method; empty when the path is unknown. A trailing slash makes no difference. */
    SortedMap<String, Route> at(String path) {
        Node node = find(root, segments(path), 0);
        return node == null ? new TreeMap<>() : node.methods;
    }

    /** The segment of a variable that takes the rest of the path, one segment or more. */
    static String rest(String variable) {
        return "{" + variable + "+}";
    }

    private void add(Route route) {
        Node node = root;
        for (String segment : segments(route.template())) {
            node = node.child(segment);
        }
        node.methods.put(route.method(), route);
    }

    private static Node find(Node from, String[] segments, int at) {
        if (at == segments.length) {
            return from.methods.isEmpty() ? null : from;
        }
        Node literal = from.literals.get(segments[at]);
        Node found = literal == null ? null : find(literal, segments, at + 1);
        if (found == null && from.variable != null && !segments[at].isEmpty()) {
            found = find(from.variable, segments, at + 1);
        }
        return found == null && !segments[at].isEmpty() ? from.rest : found;
    }

    private static String[] segments(String path) {
        int end = path.endsWith("/") ? path.length() - 1 : path.length();
        return path.substring(Math.min(1, end), end).split("/", -1);
    }

    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private final SortedMap<String, Route> methods = new TreeMap<>(Comparator.comparingInt(ORDER::indexOf));
        private Node variable;
        private Node rest;

        private Node child(String segment) {
            if (!segment.startsWith("{")) {
                return literals.computeIfAbsent(segment, name -> new Node());
            }
            if (segment.endsWith("+}")) {
                rest = rest == null ? new Node() : rest;
                return rest;
            }
            variable = variable == null ? new Node() : variable;
            return variable;
        }
    }
}
