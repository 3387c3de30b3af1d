package io.perch.connector.processor;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.PerchException;
import io.perch.path.JsonPath;
import java.util.List;
import java.util.Locale;

/**
 * The members of one processor. Each fault is added to {@code faults} in ML Commons's words, and reading goes on, so that all of
 * them are found at once; what is missing is {@code null} then.
 */
record ProcessorConfig(ProcessorType type, JsonNode members, List<String> faults) {

    boolean has(String name) {
        return members.has(name);
    }

    /** {@code null} when it is not there. */
    JsonNode value(String name) {
        return members.get(name);
    }

    /** Boolean, or as many write it, the text {@code "true"}. */
    boolean flag(String name, boolean otherwise) {
        return has(name) ? Boolean.parseBoolean(members.get(name).asText()) : otherwise;
    }

    /** Text that may not be blank. */
    String text(String name) {
        if (!has(name)) {
            return fault("'" + name + "' is required for " + wireName() + " processor");
        }
        JsonNode value = members.get(name);
        if (value.isNull() || value.isTextual() && value.textValue().isBlank()) {
            return fault("'" + name + "' cannot be empty for " + wireName() + " processor");
        }
        return value.isTextual() ? value.textValue() : fault("'" + name + "' must be a string for " + wireName() + " processor");
    }

    JsonPath path(String name) {
        String text = text(name);
        return text == null ? null : parsed(text);
    }

    JsonPath parsed(String path) {
        try {
            return JsonPath.of(path);
        } catch (PerchException broken) {
            return fault(broken.reason());
        }
    }

    /** DOTALL, as all of them are. */
    BoundedRegex regex(String name) {
        String pattern = text(name);
        return pattern == null ? null : BoundedRegex.dotAll(pattern, faults);
    }

    /** At least one. */
    ProcessorChain processors(String name) {
        if (!has(name)) {
            return fault("'" + name + "' is required for " + wireName() + " processor");
        }
        ProcessorChain chain = ProcessorChain.read(members.get(name), "'" + name + "' of " + wireName() + " processor", faults);
        return chain.isEmpty() && faults.isEmpty()
                ? fault("'" + name + "' list cannot be empty for " + wireName() + " processor") : chain;
    }

    <T> T fault(String fault) {
        faults.add(fault);
        return null;
    }

    String wireName() {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
