package io.perch.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.path.PathType;
import com.networknt.schema.regex.RegularExpression;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.base.Workers;
import io.perch.schema.JsonSchema.Violation;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Compiles JSON Schemas of the drafts 2020-12 and 7, and remembers them. They refer to nothing outside of themselves. */
@ApplicationScoped
public class Schemas {

    private static final int MOST_WAITING = 1_000;
    private static final int MOST_FAULTS = 5;
    private static final int DEEPEST = 64;
    private static final List<String> REFERENCES = List.of("$ref", "$dynamicRef", "$recursiveRef");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, JsonSchema> known = new ConcurrentHashMap<>();
    private final Workers workers = new Workers("schema", Runtime.getRuntime().availableProcessors(), MOST_WAITING);
    private final SchemaConfig config;
    private final SchemaRegistryConfig rules;

    Schemas(SchemaConfig config) {
        this.config = config;
        this.rules = SchemaRegistryConfig.builder().pathType(PathType.JSON_PATH)
                .regularExpressionFactory(Schemas::pattern).build();
    }

    /** ECMA's patterns are near enough to Java's. */
    private static RegularExpression pattern(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return text -> Looks.finds(pattern, text);
    }

    /** Compiled on a worker when it is new. Fails with SCHEMA_INVALID. */
    public Uni<JsonSchema> compiled(String text) {
        JsonSchema schema = known.get(text);
        return schema != null ? Uni.createFrom().item(schema) : workers.run(() -> compile(text));
    }

    /** Does on a worker what would hold an event loop: judging what is long. */
    public <T> Uni<T> onWorker(Supplier<T> work) {
        return workers.run(work::get);
    }

    private JsonSchema compile(String text) {
        if (text.length() > config.maxSize()) {
            throw invalid("it has " + text.length() + " characters, and " + config.maxSize()
                    + " are taken", "shorten it, or raise perch.schema.max-size");
        }
        JsonNode node = read(text);
        Dialect draft = draft(node);
        checkReferences(node, "$", 0);
        JsonSchema compiled = compile(node, draft, SchemaRegistry.withDialects(Drafts.known(),
                builder -> builder.defaultDialectId(draft.getId()).schemaRegistryConfig(rules)));
        if (known.size() >= config.remembered()) {
            known.clear();
        }
        known.put(text, compiled);
        return compiled;
    }

    private JsonSchema compile(JsonNode node, Dialect draft, SchemaRegistry registry) {
        try {
            List<Violation> faults = new JsonSchema(registry.getSchema(SchemaLocation.of(draft.getId())), config.maxSteps())
                    .violations(node);
            if (!faults.isEmpty()) {
                throw invalid(String.join("; ", faults.stream().limit(MOST_FAULTS)
                        .map(fault -> fault.path() + " " + fault.words()).toList()), null);
            }
            return new JsonSchema(registry.getSchema(node), config.maxSteps());
        } catch (SchemaException | PatternSyntaxException broken) {
            throw invalid(broken.getMessage(), null);
        } catch (StackOverflowError circle) {
            throw invalid("it goes round in circles", null);
        }
    }

    private static JsonNode read(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            if (node.isObject() || node.isBoolean()) {
                return node;
            }
            throw invalid("it is neither an object nor true or false", null);
        } catch (JsonProcessingException broken) {
            throw invalid("it is not JSON: " + broken.getOriginalMessage(), null);
        }
    }

    private static Dialect draft(JsonNode node) {
        String said = node.path("$schema").asText(Drafts.latest().getId());
        return Drafts.named(said).orElseThrow(() -> invalid("its $schema is " + said,
                "use https://json-schema.org/draft/2020-12/schema or http://json-schema.org/draft-07/schema#"));
    }

    /** A schema that could name files and urls would have Perch read them. */
    private static void checkReferences(JsonNode node, String path, int depth) {
        if (depth > DEEPEST) {
            throw invalid("it is nested deeper than " + DEEPEST + " levels", null);
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String place = path + "." + member.getKey();
            if (REFERENCES.contains(member.getKey()) && member.getValue().isTextual()
                    && !member.getValue().textValue().startsWith("#")) {
                throw invalid(place + " leads to " + member.getValue().textValue(),
                        "a reference stays in the schema: write it to $defs, and refer to #/$defs/name");
            }
            checkReferences(member.getValue(), place, depth + 1);
        }
        if (node.isArray()) {
            node.forEach(element -> checkReferences(element, path + "[]", depth + 1));
        }
    }

    private static PerchException invalid(String why, String hint) {
        return new PerchException(ErrorCode.SCHEMA_INVALID, "This is no JSON Schema: " + why, hint);
    }

    @PreDestroy
    void close() {
        workers.close();
    }
}
