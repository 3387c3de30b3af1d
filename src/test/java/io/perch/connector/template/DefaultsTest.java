package io.perch.connector.template;

import static io.perch.connector.template.Given.body;
import static io.perch.connector.template.Given.json;
import static io.perch.connector.template.Given.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultsTest {

    private static final String QUOTED = "{\"a\":\"${parameters.a}\"}";
    private static final String BARE = "{\"a\":${parameters.a}}";

    @ParameterizedTest
    @ValueSource(strings = {"plain", "say \"hi\"", "two\nlines", "C:\\dir \"x\"", "\\d+", "{\"b\":\"c\"}", "[\"x\"]", "😀", "a\\"})
    void inQuotesIsEscaped(String owners) {
        assertThat(json(body(QUOTED, request(Defaults.of(Map.of("a", owners)), "{}"))).path("a").textValue()).isEqualTo(owners);
    }

    /** ML Commons escapes none: connectors written for it say it this way. */
    @Test
    void inQuotesStaysWhenItIsEscapedAlready() {
        Defaults defaults = Defaults.of(Map.of("a", "\\n\\nHuman: \\\"hi\\\" \\u00e9 ${parameters.q}\\n\\nAssistant:"));

        assertThat(json(body(QUOTED, request(defaults, "{\"q\":\"a \\\"b\\\"\\n\\\\n\"}"))).path("a").textValue())
                .isEqualTo("\n\nHuman: \"hi\" é a \"b\"\n\\n\n\nAssistant:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "true", "null", "[1,{\"b\":2}]", "{\"b\":\"c\"}", "\"text\"", " {} "})
    void outsideOfQuotesGoesInAsItIs(String owners) {
        assertThat(body(BARE, request(Defaults.of(Map.of("a", owners)), "{}"))).isEqualTo("{\"a\":" + owners + "}");
    }

    @Test
    void outsideOfQuotesMayBeAnyPieceOfJson() {
        Defaults defaults = Defaults.of(Map.of("more", ",\"b\":\"${parameters.b}\",\"c\":${parameters.c}"));

        assertThat(body("{\"a\":1${parameters.more}}", request(defaults, "{\"b\":\"\\\"\",\"c\":[2]}")))
                .isEqualTo("{\"a\":1,\"b\":\"\\\"\",\"c\":[2]}");
    }

    @Test
    void placeholdersInItAreFilledWithWhatTheCallSays() {
        Defaults defaults = Defaults.of(Map.of("a", "Answer \"${parameters.q}\" in ${parameters.lang:-English}", "q", "nothing"));

        assertThat(json(body(QUOTED, request(defaults, "{\"q\":\"why?\\n${parameters.lang} \\\"\"}"))).path("a").textValue())
                .isEqualTo("Answer \"why?\n${parameters.lang} \"\" in English");
        assertThat(json(body(QUOTED, request(defaults, "{}"))).path("a").textValue()).isEqualTo("Answer \"nothing\" in English");
    }

    @Test
    void jsonWithPlaceholdersStaysJson() {
        Defaults defaults = Defaults.of(Map.of("a",
                "[{\"role\":\"user\",\"content\":\"${parameters.q}\",\"docs\":${parameters.docs:-[]}}]"));
        Parameters parameters = request(defaults, "{\"q\":\"a \\\"b\\\"\",\"docs\":\"[1]\"}");
        String expected = "[{\"role\":\"user\",\"content\":\"a \\\"b\\\"\",\"docs\":[1]}]";

        assertThat(body(BARE, parameters)).isEqualTo("{\"a\":" + expected + "}");
        assertThat(json(body(QUOTED, parameters)).path("a").textValue()).isEqualTo(expected);
        assertThat(parameters.text("a")).isEqualTo(expected);
        assertThat(parameters.apply("a").isJson()).isTrue();
    }

    @Test
    void asStringIsEscapedOnceHoweverDeepItStands() {
        Defaults defaults = Defaults.of(Map.of("a", "Context: ${parameters.docs.toString()}"));

        assertThat(json(body(QUOTED, request(defaults, "{\"docs\":[\"x\\\"y\"]}"))).path("a").textValue())
                .isEqualTo("Context: [\"x\\\"y\"]");
    }

    @Test
    void oneMayAskForAnotherAndThatForAThird() {
        Defaults defaults = Defaults.of(
                Map.of("a", "<${parameters.b}>", "b", "[${parameters.c}${parameters.c}]", "c", "\"${parameters.d}\""));

        assertThat(json(body(QUOTED, request(defaults, "{\"d\":\"\\\\\"}"))).path("a").textValue()).isEqualTo("<[\"\\\"\"\\\"]>");
    }

    @Test
    void whatIsMissingInItIsMissingInTheTemplate() {
        Defaults defaults = Defaults.of(Map.of("a", "Answer ${parameters.q}", "b", "[\"${parameters.r}\"]"));

        PerchException refusal = Given.refusal(ErrorCode.PARAMETERS_MISSING,
                () -> body("{\"a\":\"${parameters.a}\",\"b\":\"${parameters.b}\"}", request(defaults, "{}")));

        assertThat(refusal.reason()).isEqualTo("Some parameter placeholder not filled in payload: q, r");
    }

    @Test
    void nullOfAConnectorIsNull() {
        Defaults defaults = Defaults.of(Map.of("a", "null"));

        String body = body("{\"a\":\"${parameters.a:-null}\",\"b\":${parameters.a:-3},\"c\":${parameters.a}}",
                request(defaults, "{}"));

        assertThat(body).isEqualTo("{\"a\":null,\"b\":3,\"c\":null}");
    }

    @Test
    void namedInNoEscapeParamsGoesInAsItIs() {
        Defaults defaults = Defaults.of(Map.of("a", "x\",\"b\":\"y", "no_escape_params", "z, a"));

        assertThat(body(QUOTED, request(defaults, "{}"))).isEqualTo("{\"a\":\"x\",\"b\":\"y\"}");
    }

    @Test
    void severalLinesInALineOfJsonAreFound() {
        Defaults defaults = Defaults.of(Map.of("a", "[1,\n2]"));

        Given.refusal(ErrorCode.PAYLOAD_INVALID, () -> body("{\"b\":1}\n" + BARE, request(defaults, "{}")));
    }

    @Test
    void aCircleIsRefusedAndNamed() {
        Map<String, String> circle = new LinkedHashMap<>();
        circle.put("x", "${parameters.a}");
        circle.put("a", "1 ${parameters.b:-2}");
        circle.put("b", "{\"c\":\"${parameters.z:-${parameters.c.toString()}}\"}");
        circle.put("c", "${parameters.a}");
        circle.put("self", "${parameters.self}");

        PerchException refusal = Given.refusal(ErrorCode.REQUEST_INVALID, () -> Defaults.of(circle));

        assertThat(refusal.reason()).isEqualTo("parameters ask for each other in a circle: a → b → c → a;"
                + " parameters ask for each other in a circle: self → self");
        assertThat(refusal.details().member()).isEqualTo("parameters");
    }

    @Test
    void aCircleOfTextsIsNone() {
        Defaults defaults = Defaults.of(Map.of("a", "$${parameters.a} ${parameters.a ${credential.a}"));

        assertThat(request(defaults, "{}").text("a")).isEqualTo("${parameters.a} ${parameters.a ${credential.a}");
    }

    @Test
    void doublingEachOtherWithoutMeasureIsRefused() {
        Map<String, String> doubling = new HashMap<>();
        for (int i = 0; i < 15; i++) {
            doubling.put("p" + i, ("${parameters.p" + (i + 1) + "}").repeat(2));
        }
        doubling.put("p15", "");

        assertThat(Given.refusal(ErrorCode.REQUEST_INVALID, () -> Defaults.of(doubling)).reason())
                .contains("asks for more than 10000 others, theirs included");
    }

    @Test
    void aLongChainIsRefusedAndAShorterOneIsNot() {
        assertThat(request(Defaults.of(chain(16)), "{}").text("p0")).isEqualTo("end");
        assertThat(Given.refusal(ErrorCode.REQUEST_INVALID, () -> Defaults.of(chain(17))).reason())
                .contains("is more than 16 parameters away from the last that it asks for");
        Given.refusal(ErrorCode.REQUEST_INVALID, () -> Defaults.of(chain(20_000)));
    }

    private static Map<String, String> chain(int links) {
        Map<String, String> chain = new LinkedHashMap<>();
        for (int i = 0; i < links; i++) {
            chain.put("p" + i, "${parameters.p" + (i + 1) + "}");
        }
        chain.put("p" + links, "end");
        return chain;
    }

    @Test
    void othersOfTheSameOwnerTakeThePlaceOfThese() {
        Defaults defaults = Defaults.of(Map.of("a", "1", "b", "2")).with(Map.of("b", "${parameters.a}3"));

        assertThat(request(defaults, "{}").text("b")).isEqualTo("13");
        assertThat(defaults.names()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void nothingIsNoDefaults() {
        Map<String, String> absent = new HashMap<>();
        absent.put("a", null);

        assertThat(Defaults.of(null).names()).isEmpty();
        assertThat(Defaults.of(absent).names()).isEmpty();
    }
}
