package io.perch.connector.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.path.JsonText;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Processors in their order, each given what the one before it made. One that fails gives on what it was given. Immutable, safe
 * for all threads; what it is given is not changed. How much a chain may do and make is bounded, for callers may send their own.
 */
public final class ProcessorChain {

    /** Those within others included. */
    private static final int MOST_PROCESSORS = 100;

    private static final Logger LOG = Logger.getLogger(ProcessorChain.class);

    private final List<Processor> processors;

    private ProcessorChain(List<Processor> processors) {
        this.processors = processors;
    }

    /**
     * @param json array of processors
     * @param name of the parameter that holds them, for faults
     * @throws PerchException REQUEST_INVALID with all faults
     */
    public static ProcessorChain parse(String json, String name) {
        List<String> faults = new ArrayList<>();
        ProcessorChain chain = parse(json, name, faults);
        if (faults.isEmpty()) {
            return chain;
        }
        throw new PerchException(ErrorCode.REQUEST_INVALID, String.join("; ", faults), "mend the parameter " + name).about(name);
    }

    /** As {@link #parse(String, String)}, for those who collect faults: of no use when some were added. */
    public static ProcessorChain parse(String json, String name, List<String> faults) {
        JsonNode config = JsonText.tree(json).orElse(TextNode.valueOf(json));
        ProcessorChain chain = read(config, name, faults);
        if (faults.isEmpty() && count(config) > MOST_PROCESSORS) {
            faults.add(name + " has more than " + MOST_PROCESSORS + " processors");
        }
        return chain;
    }

    /** One processor, or an array of them. */
    static ProcessorChain read(JsonNode config, String name, List<String> faults) {
        List<Processor> processors = new ArrayList<>();
        if (config.isObject()) {
            processors.add(one(config, faults));
        } else if (config.isArray()) {
            config.forEach(each -> processors.add(one(each, faults)));
        } else if (!config.isNull()) {
            faults.add(name + " must be an array of processors, each with a type");
        }
        return new ProcessorChain(processors);
    }

    private static Processor one(JsonNode config, List<String> faults) {
        String name = config.path("type").asText(null);
        ProcessorType type = ProcessorType.named(name).orElse(null);
        if (type == null) {
            faults.add("Invalid ML processor type: " + name);
            return null;
        }
        return type.read(new ProcessorConfig(type, config, faults));
    }

    private static int count(JsonNode config) {
        int count = config.isObject() && config.has("type") ? 1 : 0;
        for (JsonNode inner : config) {
            count += inner.isContainerNode() ? count(inner) : 0;
        }
        return count;
    }

    public boolean isEmpty() {
        return processors.isEmpty();
    }

    public JsonNode apply(JsonNode input) {
        return apply(input, new Budget());
    }

    /** Of text, as text. */
    public String apply(String input) {
        return Processor.text(apply(TextNode.valueOf(input)));
    }

    JsonNode apply(JsonNode input, Budget budget) {
        JsonNode value = input;
        for (Processor processor : processors) {
            value = guarded(processor, value, budget);
        }
        return value;
    }

    private static JsonNode guarded(Processor processor, JsonNode input, Budget budget) {
        try {
            JsonNode made = processor.apply(input, budget);
            budget.spendOnCopy(Weight.of(made));
            return made;
        } catch (ProcessorFailed failed) {
            LOG.debugf("%s returns its input: %s", processor.getClass().getSimpleName(), failed.getMessage());
        } catch (PerchException refused) {
            LOG.debugf("%s returns its input: %s", processor.getClass().getSimpleName(), refused.reason());
        }
        return input;
    }
}
