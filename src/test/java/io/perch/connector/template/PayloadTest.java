package io.perch.connector.template;

import static io.perch.connector.template.Given.body;
import static io.perch.connector.template.Given.json;
import static io.perch.connector.template.Given.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {

    @Test
    void theDocumentedExample() {
        String body = body("{\"prompt\":\"${parameters.prompt}\",\"n\":${parameters.n:-3}}",
                request("{\"prompt\":\"say \\\"hé\\\" / bye\"}"));

        assertThat(json(body)).isEqualTo(json("{\"prompt\":\"say \\\"h\\u00e9\\\" \\/ bye\",\"n\":3}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", " {\"a\":1}\n", "{\"a\":1}\n[2]\n\n{\"a\":3}", "{\"a\":1}\r\n{\"a\":2}\r\n"})
    void jsonAndJsonLinesAreSent(String template) {
        assertThat(body(template, request("{}"))).isEqualTo(template);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "text | line 1, column 1: Unrecognized token 'text'",
        "7 | it is neither an object nor an array",
        "\"text\" | it is neither an object nor an array",
        "{\"a\":1 | line 1, column 7: Unexpected end-of-input: expected close marker for Object",
        "{\"a\":1}{\"a\":2} | line 1, column 8: there is more behind its end",
        "{\"a\":1}x | line 1, column 8: Unrecognized token 'x'",
        "{'a':1} | line 1, column 2: Unexpected character (''' (code 39))",
        "{\"a\":01} | line 1, column 7: Invalid numeric value: Leading zeroes not allowed",
        "{\"a\":NaN} | line 1, column 9: Non-standard token 'NaN'",
        "[1,] | line 1, column 4: Unexpected character (']' (code 93))"})
    void whatIsNoJsonIsRefusedWithThePlace(String template, String fault) {
        PerchException refusal = Given.refusal(ErrorCode.PAYLOAD_INVALID, () -> body(template, request("{}")));

        assertThat(refusal.reason()).isEqualTo("Invalid payload: " + template);
        assertThat(refusal.hint()).doesNotContain("Source")
                .startsWith("the payload must be a JSON object or array, or one on each line; " + fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void anEmptyOneIsRefused(String template) {
        assertThat(Given.refusal(ErrorCode.PAYLOAD_INVALID, () -> body(template, request("{}"))).hint()).endsWith("it is empty");
    }

    @Test
    void textOutsideOfQuotesIsRefusedWithWhatWantsQuotes() {
        PerchException refusal = Given.refusal(ErrorCode.PAYLOAD_INVALID,
                () -> body("{\"a\":${parameters.a},\"b\":${parameters.b},\"c\":${parameters.c},\"d\":\"${parameters.d}\"}",
                        request(Defaults.of(Map.of("c", "gpt-4")), "{\"a\":\"hello\",\"b\":7,\"d\":\"text\"}")));

        assertThat(refusal.reason()).isEqualTo("Invalid payload: {\"a\":hello,\"b\":7,\"c\":gpt-4,\"d\":\"text\"}");
        assertThat(refusal.hint()).isEqualTo("put quotes around ${parameters.a}, ${parameters.c} in request_body:"
                + " outside of quotes only JSON can stand");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'a':1}", "[1,]", "{\"a\":1} x", "{a:1}", "7 8", "tru", "1\n2", "\"x\"", "[" })
    void textThatIsNearlyJsonIsText(String nearly) {
        Given.refusal(ErrorCode.PAYLOAD_INVALID, () -> body("{\"a\":${parameters.a}}", Given.text("a", nearly)));
    }

    @Test
    void aLongOneIsShownByItsBeginning() {
        PerchException refusal = Given.refusal(ErrorCode.PAYLOAD_INVALID,
                () -> body("{\"a\":${parameters.a}}", Given.text("a", "x".repeat(5000))));

        assertThat(refusal.reason()).hasSizeLessThan(1100).endsWith("x… (5006 characters)");
    }

    @Test
    void whatNothingFillsIsNamed() {
        PerchException refusal = Given.refusal(ErrorCode.PARAMETERS_MISSING, () -> body(
                "{\"a\":\"${parameters.alpha}\",\"b\":${parameters.b},\"c\":\"${parameters.c:-}\",\"d\":\"${parameters.alpha}\"}",
                request("{}")));

        assertThat(refusal.reason()).isEqualTo("Some parameter placeholder not filled in payload: alpha, b");
        assertThat(refusal.hint()).isEqualTo("send parameters.alpha, or give it a value in the connector's parameters,"
                + " or a default: ${parameters.alpha:-…}");
    }

    @Test
    void aMisspeltNameIsGuessed() {
        PerchException refusal = Given.refusal(ErrorCode.PARAMETERS_MISSING,
                () -> body("{\"a\":\"${parameters.prompt}\"}", request("{\"promt\":\"x\",\"n\":1}")));

        assertThat(refusal.hint()).isEqualTo("was parameters.promt meant to be parameters.prompt?");
    }

    @Test
    void aPlaceholderInAValueIsNotMissing() {
        assertThat(body("{\"a\":\"${parameters.a}\"}", request("{\"a\":\"${parameters.b}\"}")))
                .isEqualTo("{\"a\":\"${parameters.b}\"}");
    }

    @Test
    void whatNothingFillsStaysWhenItsCheckIsSkipped() {
        String template = "{\"a\":\"${parameters.a}\"}";

        assertThat(body(template, request("{\"skip_validating_missing_parameters\":true}"))).isEqualTo(template);
        assertThat(body(template, request("{\"skip_validating_missing_parameters\":\"true\"}"))).isEqualTo(template);
        assertThat(body(template, request(Defaults.of(Map.of("skip_validating_missing_parameters", "true")), "{}")))
                .isEqualTo(template);
        Given.refusal(ErrorCode.PARAMETERS_MISSING,
                () -> body(template, request("{\"skip_validating_missing_parameters\":false}")));
    }

    @Test
    void skippingOneCheckDoesNotSkipTheOther() {
        PerchException refusal = Given.refusal(ErrorCode.PAYLOAD_INVALID,
                () -> body("{\"a\":${parameters.a}}", request("{\"skip_validating_missing_parameters\":true}")));

        assertThat(refusal.reason()).isEqualTo("Invalid payload: {\"a\":${parameters.a}}");
    }

    @Test
    void withoutATemplateAParameterIsTheBody() {
        assertThat(Payload.of(null, request("{\"http_body\":{\"a\":\"${parameters.b}\"}}")))
                .isEqualTo("{\"a\":\"${parameters.b}\"}");
        assertThat(Payload.of(null, request("{\"http_body\":\"{\\\"a\\\":1}\\n{\\\"a\\\":2}\"}")))
                .isEqualTo("{\"a\":1}\n{\"a\":2}");
        assertThat(Payload.of(null, request("{}"))).isNull();
        assertThat(Payload.of(null, request("{\"http_body\":null}"))).isNull();
        assertThat(Given.refusal(ErrorCode.PAYLOAD_INVALID, () -> Payload.of(null, request("{\"http_body\":\"text\"}"))).reason())
                .isEqualTo("Invalid payload: text");
    }

    @Test
    void theWholeBodyMayBeOneParameter() {
        assertThat(body("${parameters.inputs}", request("{\"inputs\":{\"a\":1}}"))).isEqualTo("{\"a\":1}");
        Given.refusal(ErrorCode.PAYLOAD_INVALID, () -> body("${parameters.inputs}", request("{\"inputs\":7}")));
    }

    @Test
    void aPostHasContent() {
        Payload.requireContent("{}");

        assertThat(Given.refusal(ErrorCode.REQUEST_INVALID, () -> Payload.requireContent(null)).reason())
                .isEqualTo("Content length is 0. Aborting request to remote model");
        Given.refusal(ErrorCode.REQUEST_INVALID, () -> Payload.requireContent(""));
    }

    @Test
    void deepAndLongJsonIsJson() {
        String deep = "[".repeat(150) + "]".repeat(150);
        String name = "n".repeat(100_000);
        Parameters parameters = request("{\"deep\":\"" + deep + "\"}")
                .with(Map.of("long", Parameter.ofText("{\"" + name + "\":1}")));

        assertThat(body("{\"a\":${parameters.deep},\"b\":${parameters.long}}", parameters))
                .isEqualTo("{\"a\":" + deep + ",\"b\":{\"" + name + "\":1}}");
    }

    /** The documented connectors, as their bodies are written there. */
    @ParameterizedTest
    @ValueSource(strings = {
        "{ \"model\": \"${parameters.model}\", \"messages\": ${parameters.messages} }",
        "{\"prompt\":\"\\n\\nHuman: ${parameters.inputs}\\n\\nAssistant:\",\"stop_sequences\":[\"\\\\n\\\\nHuman:\"]}",
        "{ \"inputText\": \"${parameters.inputText:-null}\", \"inputImage\": \"${parameters.inputImage:-null}\" }",
        "{ \"system\": [{\"text\": \"${parameters.system}\"}], \"messages\": [${parameters._chat_history:-}"
                + "{\"role\":\"user\",\"content\":[{\"text\":\"${parameters.inputs}\"}]}${parameters._interactions:-}]"
                + "${parameters.tool_configs:-} }",
        "{\"instances\": [{ \"content\": \"${parameters.inputs}\"}]}",
        "{ \"texts\": ${parameters.messages}, \"truncate\": \"${parameters.truncate:-END}\", \"n\": ${parameters.n} }"})
    void documentedConnectorsWork(String template) {
        Defaults defaults = Defaults.of(Map.of("model", "gpt-4", "system", "Be \"brief\".", "n", "8000"));
        Parameters parameters = request(defaults,
                "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"inputs\":\"Why?\\n\\\"x\\\"\"}");

        assertThat(json(body(template, parameters)).isObject()).isTrue();
    }
}
