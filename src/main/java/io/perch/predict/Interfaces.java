package io.perch.predict;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.Model;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictOutput;
import io.perch.schema.JsonSchema.Violation;
import io.perch.schema.Schemas;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Holds what a model is asked, and what it answers, against the schemas of its interface. */
@ApplicationScoped
class Interfaces {

    private static final int MOST_TOLD = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Schemas schemas;

    Interfaces(Schemas schemas) {
        this.schemas = schemas;
    }

    /** Fails with INTERFACE_INPUT. */
    Uni<Void> checkInput(Model model, PredictInput input) {
        return check(model.schemas().input(), () -> InputJson.of(input), ErrorCode.INTERFACE_INPUT,
                "Error validating input schema, if you think this is expected, please update your 'input' field in the 'interface'"
                        + " field for this model: ");
    }

    /** Fails with INTERFACE_OUTPUT. */
    Uni<Void> checkOutput(Model model, PredictOutput output) {
        return check(model.schemas().output(), () -> tree(output), ErrorCode.INTERFACE_OUTPUT,
                "Error validating output schema, if you think this is expected, please update your 'output' field in the"
                        + " 'interface' field for this model: ");
    }

    /** Pieces of an answer cannot be held against the schema of the whole. Throws STREAM_UNCHECKED. */
    static void requireNoOutputSchema(Model model) {
        if (model.schemas().output() != null) {
            throw new PerchException(ErrorCode.STREAM_UNCHECKED, "Model " + model.id() + " has a schema for its answers, and an"
                    + " answer in pieces cannot be held against it", "ask for the whole answer, or PUT the model with"
                    + " {\"interface\": {\"output\": null}}");
        }
    }

    private Uni<Void> check(String schema, Supplier<JsonNode> instance, ErrorCode code, String lead) {
        return schema == null ? Uni.createFrom().voidItem()
                : schemas.compiled(schema).chain(compiled -> schemas.onWorker(() -> compiled.violations(instance.get())))
                        .invoke(violations -> refuse(violations, code, lead)).replaceWithVoid();
    }

    private static void refuse(List<Violation> violations, ErrorCode code, String lead) {
        if (!violations.isEmpty()) {
            throw new PerchException(code, lead + violations.stream().limit(MOST_TOLD).map(Violation::toString)
                    .collect(Collectors.joining("; ")), null).about(violations.getFirst().path());
        }
    }

    /** As ML Commons's clients read it, whatever the caller filtered. */
    private static JsonNode tree(PredictOutput output) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            OutputJson.write(output, ResultFilter.ALL, out);
            out.flush();
            return JSON.readTree(bytes.toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
