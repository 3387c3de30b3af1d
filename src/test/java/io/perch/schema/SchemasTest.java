package io.perch.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.ErrorCode;
import io.perch.base.Json;
import io.perch.base.PerchException;
import io.perch.schema.JsonSchema.Violation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemasTest {

    private static final Schemas SCHEMAS = new Schemas(new SchemaConfig() {
        @Override
        public int maxSize() {
            return 2_000;
        }

        @Override
        public int remembered() {
            return 3;
        }

        @Override
        public long maxSteps() {
            return 10_000;
        }
    });

    @AfterAll
    static void close() {
        SCHEMAS.close();
    }

    @Test
    void aViolationNamesPathRuleAndValue() {
        List<Violation> violations = violations("""
                {"type": "object", "properties": {"parameters": {"type": "object", "properties": {"n": {"type": "integer"}},
                 "required": ["prompt"]}}}""", "{\"parameters\": {\"n\": \"5\"}}");

        assertThat(violations).extracting(Violation::path).containsExactlyInAnyOrder("$.parameters.n", "$.parameters");
        assertThat(violations).extracting(Violation::rule).containsExactlyInAnyOrder("type", "required");
        assertThat(violations.toString()).contains("$.parameters.n: ", "integer expected", "but it is \"5\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"type\": \"number\"} | 5 | true", "{\"type\": \"number\"} | \"5\" | false", "true | 5 | true", "false | 5 | false",
        "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"items\": [{\"type\": \"string\"}]} | [\"a\", 5] | true",
        "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", \"prefixItems\": [{\"type\": \"string\"}]} | [5] | false",
        "{\"$ref\": \"#/$defs/a\", \"$defs\": {\"a\": {\"type\": \"string\"}}} | 5 | false",
        "{\"properties\": {\"a\": {\"$ref\": \"#\"}}, \"additionalProperties\": false} | {\"a\": {\"a\": {\"b\": 1}}} | false",
        "{\"pattern\": \"^[a-z]+$\"} | \"abc\" | true", "{\"pattern\": \"[0-9]\"} | \"abc\" | false"})
    void bothDraftsAreKnown(String schema, String instance, boolean fits) {
        assertThat(violations(schema, instance).isEmpty()).isEqualTo(fits);
    }

    @Test
    void aValueAtWhichAPatternWouldNotEndIsRefused() {
        String endless = '"' + "a".repeat(40) + "!\"";
        assertThat(violations("{\"pattern\": \"^(.*a){12}$\"}", endless)).extracting(Violation::words)
                .containsExactly("the pattern ^(.*a){12}$ would take too long");
        assertThat(violations("{\"not\": {\"pattern\": \"^(.*a){12}$\"}}", endless)).hasSize(1);
        assertThat(violations("{\"pattern\": \"^(.*a){2}$\"}", '"' + "a".repeat(40) + '"')).isEmpty();
    }

    @Test
    void thePatternsOfOneValueShareTheirSteps() {
        String texts = "[" + ("\"" + "a".repeat(400) + "\",").repeat(40) + "\"a\"]";
        assertThat(violations("{\"items\": {\"pattern\": \"^a*$\"}}", texts)).hasSize(1);
    }

    /** Each level asks the next one twice. */
    @Test
    void aSchemaThatTakesExponentialTimeIsGivenUp() {
        String schema = """
                {"$ref": "#/$defs/n", "$defs": {"n": {"anyOf": [{"properties": {"a": {"$ref": "#/$defs/n"}}, "required": ["z"]},
                  {"properties": {"a": {"$ref": "#/$defs/n"}}, "required": ["y"]}]}}}""";
        String deep = "{\"a\": ".repeat(40) + "1" + "}".repeat(40);

        assertThat(violations(schema, deep)).extracting(Violation::words).singleElement().asString()
                .contains("the reference at", "would take too long");
        assertThat(compiled(schema).violationsAtOnce(Json.read(deep, JsonNode.class))).isEmpty();
        assertThat(compiled(schema).violationsAtOnce(Json.read("1", JsonNode.class))).contains(List.of());
    }

    @Test
    void aSchemaMayHaveAName() {
        assertThat(violations("{\"$id\": \"https://example.org/mine\", \"type\": \"string\"}", "5")).hasSize(1);
    }

    @Test
    void aSchemaThatGoesRoundInCirclesFitsNothing() {
        assertThat(violations("{\"$ref\": \"#\"}", "5")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"type\": \"strong\"}           | $.type",
        "{\"properties\": []}             | $.properties",
        "{\"pattern\": \"[\"}             | ",
        "{                                | it is not JSON",
        "5                                | neither an object",
        "{\"$schema\": \"http://json-schema.org/draft-04/schema#\"} | its $schema is",
        "{\"$ref\": \"file:///etc/passwd\"} | $.$ref leads to file:///etc/passwd",
        "{\"properties\": {\"a\": {\"$ref\": \"https://example.org/s\"}}} | $.properties.a.$ref leads to https://example.org/s",
        "{\"allOf\": [{\"$ref\": \"other.json\"}]} | leads to other.json"})
    void whatIsNoneIsRefused(String schema, String fault) {
        PerchException refusal = refusal(schema);

        assertThat(refusal.code()).isEqualTo(ErrorCode.SCHEMA_INVALID);
        assertThat(refusal.reason()).startsWith("This is no JSON Schema: ").contains(fault == null ? "" : fault);
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 1_000})
    void lengthAndDepthAreBounded(int levels) {
        assertThat(refusal("{\"not\": ".repeat(levels) + "true" + "}".repeat(levels)).reason())
                .containsAnyOf("nested deeper than 64", "characters");
    }

    private static List<Violation> violations(String schema, String instance) {
        return compiled(schema).violations(Json.read(instance, JsonNode.class));
    }

    private static PerchException refusal(String schema) {
        return catchThrowableOfType(PerchException.class, () -> compiled(schema));
    }

    private static JsonSchema compiled(String schema) {
        return SCHEMAS.compiled(schema).await().atMost(Duration.ofSeconds(20));
    }
}
