package io.perch.ingest.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Leaves out light tokens of a sparse vector. */
record Pruning(Type type, double ratio) {

    static final Pruning NONE = new Pruning(Type.NONE, 0);

    enum Type {
        NONE, MAX_RATIO, ALPHA_MASS, TOP_K, ABS_VALUE;

        boolean allows(double ratio) {
            return switch (this) {
                case NONE -> false;
                case MAX_RATIO, ALPHA_MASS -> ratio >= 0 && ratio < 1;
                case TOP_K -> ratio > 0 && ratio <= Integer.MAX_VALUE && ratio == Math.floor(ratio);
                case ABS_VALUE -> ratio >= 0 && Double.isFinite(ratio);
            };
        }

        String bounds() {
            return switch (this) {
                case NONE -> "left out";
                case MAX_RATIO, ALPHA_MASS -> "in the range [0, 1)";
                case TOP_K -> "a positive integer";
                case ABS_VALUE -> "non-negative";
            };
        }
    }

    /** {@code prune_type} and {@code prune_ratio}, their faults noted. */
    static Pruning read(Options options) {
        String text = options.string("prune_type", null);
        Double ratio = options.decimal("prune_ratio");
        if (text == null) {
            return ratio == null ? NONE
                    : options.fault("prune_ratio", "prune_ratio field is not supported when prune_type is not provided");
        }
        for (Type type : Type.values()) {
            if (type.name().equals(text.toUpperCase(Locale.ROOT))) {
                return read(options, type, ratio);
            }
        }
        return options.fault("prune_type", "Unknown prune type: " + text);
    }

    private static Pruning read(Options options, Type type, Double ratio) {
        if (type == Type.NONE) {
            return ratio == null ? NONE
                    : options.fault("prune_ratio", "prune_ratio field is not supported when prune_type is none");
        }
        if (ratio == null) {
            return options.node("prune_ratio") != null ? NONE
                    : options.fault("prune_ratio", "[prune_ratio] required property is missing");
        }
        return type.allows(ratio) ? new Pruning(type, ratio)
                : options.fault("prune_ratio", "Illegal prune_ratio " + ratio + " for prune_type: " + text(type)
                        + ". prune_ratio should be " + type.bounds() + ".");
    }

    private static String text(Type type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    /** Throws OUTPUT_UNEXPECTED for a weight that is not positive. */
    ObjectNode of(ObjectNode weights) {
        weights.properties().forEach(Pruning::requirePositive);
        return switch (type) {
            case NONE -> weights;
            case MAX_RATIO -> above(weights, ratio * weights.propertyStream().mapToDouble(Pruning::weight).max().orElse(0));
            case ABS_VALUE -> above(weights, ratio);
            case TOP_K -> of(heaviestFirst(weights).stream().limit((long) ratio).toList());
            case ALPHA_MASS -> mass(heaviestFirst(weights));
        };
    }

    private static ObjectNode above(ObjectNode weights, double least) {
        return of(weights.propertyStream().filter(token -> weight(token) >= least).toList());
    }

    /** As long as their sum is not more than the ratio of all; the one that goes beyond is left out. */
    private ObjectNode mass(List<Map.Entry<String, JsonNode>> tokens) {
        double most = ratio * tokens.stream().mapToDouble(Pruning::weight).sum();
        List<Map.Entry<String, JsonNode>> kept = new ArrayList<>();
        double sum = 0;
        for (Map.Entry<String, JsonNode> token : tokens) {
            sum += weight(token);
            if (sum > most) {
                break;
            }
            kept.add(token);
        }
        return of(kept);
    }

    private static List<Map.Entry<String, JsonNode>> heaviestFirst(ObjectNode weights) {
        return weights.propertyStream().sorted((a, b) -> Double.compare(weight(b), weight(a))).toList();
    }

    private static ObjectNode of(List<Map.Entry<String, JsonNode>> tokens) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        tokens.forEach(token -> kept.set(token.getKey(), token.getValue()));
        return kept;
    }

    private static double weight(Map.Entry<String, JsonNode> token) {
        return token.getValue().doubleValue();
    }

    private static void requirePositive(Map.Entry<String, JsonNode> token) {
        if (!(weight(token) > 0)) {
            throw new PerchException(ErrorCode.OUTPUT_UNEXPECTED, "Pruned values must be positive",
                    "the model gives the token " + token.getKey() + " the weight " + token.getValue());
        }
    }
}
