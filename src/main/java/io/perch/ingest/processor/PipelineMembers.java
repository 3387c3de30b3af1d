package io.perch.ingest.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a pipeline has beside its processors, of whatever kind it is. */
public final class PipelineMembers {

    private PipelineMembers() {
    }

    /** Notes what is not {@code known}, and what is no description or version. */
    public static void check(String id, ObjectNode body, Set<String> known, Faults faults) {
        Set<String> unknown = new TreeSet<>(body.propertyStream().map(Map.Entry::getKey).toList());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            faults.add(null, null, unknown.iterator().next(), "pipeline [" + id + "] doesn't support one or more provided"
                    + " configuration parameters " + unknown.stream().collect(Collectors.joining(", ", "[", "]")));
        }
        if (body.hasNonNull("description") && !body.get("description").isTextual()) {
            faults.add(null, null, "description", "[description] property isn't a string, but of type ["
                    + kind(body.get("description")) + "]");
        }
        if (body.hasNonNull("version") && !body.get("version").isIntegralNumber()) {
            faults.add(null, null, "version", "[version] property isn't an integer, but of type ["
                    + kind(body.get("version")) + "]");
        }
    }

    /** For messages. */
    public static String kind(JsonNode value) {
        return value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
