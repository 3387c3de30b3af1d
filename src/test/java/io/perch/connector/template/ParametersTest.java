package io.perch.connector.template;

import static io.perch.connector.template.Given.body;
import static io.perch.connector.template.Given.json;
import static io.perch.connector.template.Given.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {

    private static final String QUOTED = "{\"a\":\"${parameters.a}\"}";

    @Test
    void theRequestHasTheLastWord() {
        Defaults defaults = Defaults.of(Map.of("a", "connector", "b", "connector", "c", "connector", "d", "connector"));
        Parameter ofAlgorithm = Parameter.ofText("algorithm");
        Parameter ofFunction = Parameter.ofText("function");

        Parameters parameters = request(defaults, "{\"a\":\"request\"}")
                .with(Map.of("a", ofAlgorithm, "b", ofAlgorithm, "c", ofAlgorithm))
                .with(Map.of("a", ofFunction, "b", ofFunction));

        assertThat(parameters.text("a")).isEqualTo("request");
        assertThat(parameters.text("b")).isEqualTo("function");
        assertThat(parameters.text("c")).isEqualTo("algorithm");
        assertThat(parameters.text("d")).isEqualTo("connector");
        assertThat(parameters.text("e")).isNull();
    }

    @Test
    void nullOfTheRequestIsALastWordToo() {
        Parameters parameters = request(Defaults.of(Map.of("a", "5")), "{\"a\":null}");

        assertThat(body("{\"a\":${parameters.a},\"b\":${parameters.a:-7}}", parameters)).isEqualTo("{\"a\":null,\"b\":7}");
    }

    @Test
    void whatOneCallAddsIsNotSeenByAnother() {
        Parameters shared = request("{}");

        shared.with(Map.of("a", Parameter.ofText("x")));

        assertThat(shared.apply("a")).isNull();
    }

    @Test
    void readsMembersOfABody() {
        Parameters parameters = request("{\"text\":\"[1]\",\"array\":[1, \"a\"],\"number\":1.50,\"yes\":true,\"no\":null}");

        assertThat(parameters.apply("text")).isEqualTo(Parameter.ofText("[1]"));
        assertThat(parameters.apply("text").isJson()).isFalse();
        assertThat(parameters.apply("array")).isEqualTo(Parameter.ofJson("[1,\"a\"]"));
        assertThat(parameters.apply("array").isJson()).isTrue();
        assertThat(parameters.apply("yes")).isEqualTo(Parameter.ofJson("true"));
        assertThat(parameters.apply("no").isNull()).isTrue();
        assertThat(Parameter.of(json("{}").path("a")).isNull()).isTrue();
        assertThat(Parameter.of(null).isNull()).isTrue();
        assertThat(parameters.text("no")).isNull();
        assertThat(parameters.isTrue("yes")).isTrue();
        assertThat(parameters.isTrue("no")).isFalse();
        assertThat(parameters.isTrue("nobody")).isFalse();
    }

    @Test
    void theConnectorsListMakesACallersValueRaw() {
        Defaults defaults = Defaults.of(Map.of("no_escape_params", "a,more"));
        Parameters parameters = request(defaults,
                "{\"a\":\"x\\\\n\\\",\\\"d\\\":\\\"\",\"more\":\",\\\"c\\\":[1]\",\"b\":\"\\\"\"}");

        assertThat(body("{\"a\":\"${parameters.a}\",\"b\":\"${parameters.b}\"${parameters.more:-}}", parameters))
                .isEqualTo("{\"a\":\"x\\n\",\"d\":\"\",\"b\":\"\\\"\",\"c\":[1]}");
    }

    @Test
    void theConnectorsListHoldsForWhatWasComputed() {
        Parameters parameters = request(Defaults.of(Map.of("no_escape_params", "a")), "{}")
                .with(Map.of("a", Parameter.ofText("\\n")));

        assertThat(json(body(QUOTED, parameters)).path("a").textValue()).isEqualTo("\n");
    }

    @Test
    void whatACallerCallsEscapedIsTakenSoWhenItIs() {
        String body = body("{\"a\":\"${parameters.a}\",\"b\":\"${parameters.b}\"}",
                request("{\"no_escape_params\":\"a, b\",\"a\":\"x\\\\n\\\\\\\"\",\"b\":\"\\\",\\\"c\\\":\\\"injected\"}"));

        assertThat(json(body)).isEqualTo(json("{\"a\":\"x\\n\\\"\",\"b\":\"\\\",\\\"c\\\":\\\"injected\"}"));
    }

    @Test
    void whatACallerCallsEscapedIsNoJsonOutsideOfQuotes() {
        var refusal = Given.refusal(ErrorCode.PAYLOAD_INVALID, () -> body("{\"a\":[]${parameters.tools:-}}",
                request("{\"no_escape_params\":\"tools\",\"tools\":\",\\\"model\\\":\\\"dearer\\\"\"}")));

        assertThat(refusal.hint()).isEqualTo("no_escape_params of a request does not reach outside of quotes;"
                + " name tools in no_escape_params of the connector's parameters");
    }
}
