package io.perch.predict;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.Model;
import io.perch.model.PredictInput;
import io.perch.model.PredictOutput;
import io.perch.predict.json.InputJson;
import io.perch.predict.json.OutputJson;
import io.perch.schema.JsonSchema;
import io.perch.schema.JsonSchema.Violation;
import io.perch.schema.Schemas;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Holds what a model is asked, and what it answers, against the schemas of its interface. */
@ApplicationScoped
class Interfaces {

    private static final int MOST_TOLD = 5;
    private static final int SHORT_SCHEMA = 8_192;
    private static final Member INPUT = new Member("input", ErrorCode.INTERFACE_INPUT);
    private static final Member OUTPUT = new Member("output", ErrorCode.INTERFACE_OUTPUT);

    /** One of the two schemas. */
    private record Member(String name, ErrorCode code) {
    }

    private final Schemas schemas;

    Interfaces(Schemas schemas) {
        this.schemas = schemas;
    }

    /** Fails with INTERFACE_INPUT. */
    Uni<Void> checkInput(Model model, PredictInput input) {
        return check(model.gate().schemas().input(), Bulk.isSmall(input), () -> InputJson.of(input), INPUT);
    }

    /** Fails with INTERFACE_OUTPUT. */
    Uni<Void> checkOutput(Model model, PredictOutput output) {
        return check(model.gate().schemas().output(), Bulk.isSmall(output), () -> OutputJson.tree(output), OUTPUT);
    }

    /** Pieces of an answer cannot be held against the schema of the whole. Throws STREAM_UNCHECKED. */
    static void requireNoOutputSchema(Model model) {
        if (model.gate().schemas().output() != null) {
            throw new PerchException(ErrorCode.STREAM_UNCHECKED, "Model " + model.id() + " has a schema for its answers, and an"
                    + " answer in pieces cannot be held against it", "ask for the whole answer, or PUT the model with"
                    + " {\"interface\": {\"output\": null}}");
        }
    }

    private Uni<Void> check(String schema, boolean small, Supplier<JsonNode> instance, Member member) {
        return schema == null ? Uni.createFrom().voidItem() : schemas.compiled(schema)
                .chain(compiled -> judge(compiled, small && schema.length() <= SHORT_SCHEMA, instance))
                .invoke(violations -> refuse(violations, member)).replaceWithVoid();
    }

    /** What takes but a moment is done where it comes in: a hop to a worker would take longer. */
    private Uni<List<Violation>> judge(JsonSchema schema, boolean small, Supplier<JsonNode> instance) {
        Optional<List<Violation>> atOnce = small ? schema.violationsAtOnce(instance.get()) : Optional.empty();
        return atOnce.map(violations -> Uni.createFrom().item(violations))
                .orElseGet(() -> schemas.onWorker(() -> schema.violations(instance.get())));
    }

    private static void refuse(List<Violation> violations, Member member) {
        if (!violations.isEmpty()) {
            throw new PerchException(member.code(), "Error validating " + member.name() + " schema, if you think this is expected,"
                    + " please update your '" + member.name() + "' field in the 'interface' field for this model: "
                    + violations.stream().limit(MOST_TOLD).map(Violation::toString).collect(Collectors.joining("; ")), null)
                            .about(violations.getFirst().path());
        }
    }
}
