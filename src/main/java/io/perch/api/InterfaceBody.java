package io.perch.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Fields;
import io.perch.model.ModelInterface;
import java.util.function.UnaryOperator;

/** Reads the member {@code interface} of a model: {@code input} and {@code output}, each a JSON Schema or the text of one. */
final class InterfaceBody {

    private static final String MEMBER = "interface";

    private InterfaceBody() {
    }

    /** {@code null} when nothing is said. */
    static ModelInterface read(Fields fields) {
        Fields given = fields.object(MEMBER);
        return given == null ? null : new ModelInterface(schema(given, "input"), schema(given, "output"));
    }

    /**
     * A member that is {@code null} takes the schema away, one that is not there leaves it. {@code null} when nothing is said.
     */
    static UnaryOperator<ModelInterface> change(Fields fields) {
        Fields given = fields.object(MEMBER);
        return given == null ? null : stored -> new ModelInterface(
                given.says("input") ? schema(given, "input") : stored.input(),
                given.says("output") ? schema(given, "output") : stored.output());
    }

    /** What it is, is for whoever compiles it to say. */
    private static String schema(Fields given, String name) {
        JsonNode schema = given.node(name);
        return schema == null ? null : schema.isTextual() ? schema.textValue() : schema.toString();
    }
}
