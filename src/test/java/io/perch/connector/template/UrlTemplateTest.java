package io.perch.connector.template;

import static io.perch.connector.template.Given.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTemplateTest {

    private static final String BEDROCK =
            "https://bedrock-runtime.${parameters.region}.amazonaws.com/model/${parameters.model}/invoke";

    @Test
    void theConnectorsParametersArePutIn() {
        Defaults defaults = Defaults.of(Map.of("region", "us-east-1", "model", "anthropic.claude-3-sonnet-20240229-v1:0"));

        assertThat(UrlTemplate.of(BEDROCK).render(request(defaults, "{}"))).isEqualTo(
                "https://bedrock-runtime.us-east-1.amazonaws.com/model/anthropic.claude-3-sonnet-20240229-v1:0/invoke");
        assertThat(UrlTemplate.of(BEDROCK).names()).containsExactly("region", "model");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        // in the path
        "https://h/v1/${parameters.a}/x | org/model-1.5_b:0 | https://h/v1/org/model-1.5_b:0/x",
        "https://h/v1/${parameters.a}/x | arn:aws:x%2Fy | https://h/v1/arn:aws:x%2Fy/x",
        "https://h/v1/${parameters.a}/x | a b\"<ü😀 | https://h/v1/a%20b%22%3C%C3%BC%F0%9F%98%80/x",
        "https://h/v1/${parameters.a}/x | a?b#c | https://h/v1/a%3Fb%23c/x",
        "https://h/v1/${parameters.a}/x | 100% | https://h/v1/100%25/x",
        "https://h/v1/${parameters.a}/x | a..b/...//. | https://h/v1/a..b/...//./x",
        // in the query
        "https://h/v1?q=${parameters.a}&v=1 | a b?c&d=e#f | https://h/v1?q=a%20b?c&d=e%23f&v=1",
        "https://h/v1?q=${parameters.a} | ../x | https://h/v1?q=../x",
        // in the host
        "https://${parameters.a}.example.com/x | eu-1 | https://eu-1.example.com/x",
        "http://${parameters.a}/x | localhost:11434 | http://localhost:11434/x",
        "https://h:${parameters.a}/x | 8080 | https://h:8080/x"})
    void aCallersValueIsPutWhereItBelongs(String url, String said, String expected) {
        assertThat(UrlTemplate.of(url).render(Given.text("a", said))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.com/", "evil.com?", "evil.com#", "user@evil.com", "evil.com\\", "a b", "https://evil.com", "ü",
        "%2f"})
    void aCallerDoesNotSendTheConnectorsKeysElsewhere(String said) {
        for (String url : new String[] {"https://x.${parameters.a}.example.com/v1", "${parameters.a}/v1", "${parameters.a}"}) {
            PerchException refusal = Given.refusal(ErrorCode.REQUEST_INVALID,
                    () -> UrlTemplate.of(url).render(Given.text("a", said)));

            assertThat(refusal.reason()).startsWith("Parameter a stands where the connector's url names the host");
            assertThat(refusal.details().member()).isEqualTo("parameters.a");
        }
    }

    @Test
    void neitherThroughTheConnectorsOwnParameters() {
        Defaults defaults = Defaults.of(Map.of("endpoint", "https://api.${parameters.a}.com", "model", "m-${parameters.b}"));
        UrlTemplate url = UrlTemplate.of("${parameters.endpoint}/${parameters.model}");

        assertThat(url.render(request(defaults, "{\"a\":\"x\",\"b\":\"?\"}"))).isEqualTo("https://api.x.com/m-%3F");
        Given.refusal(ErrorCode.REQUEST_INVALID, () -> url.render(request(defaults, "{\"a\":\"evil.com/\",\"b\":\"\"}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../x", "x/../y", "x/..", "%2e%2e/x", "x%2F..", ".%2E"})
    void aCallerDoesNotClimbUp(String said) {
        PerchException refusal = Given.refusal(ErrorCode.REQUEST_INVALID,
                () -> UrlTemplate.of("https://h/v1/${parameters.a}").render(Given.text("a", said)));

        assertThat(refusal.reason())
                .isEqualTo("Parameter a stands in the path of the connector's url: it may not hold '..' between slashes");
    }

    @Test
    void anOwnersParameterMayBeAnyPartOfIt() {
        Defaults defaults = Defaults.of(Map.of("endpoint", "https://example.com:8443/base?v=1#x"));

        assertThat(UrlTemplate.of("${parameters.endpoint}").render(request(defaults, "{}")))
                .isEqualTo("https://example.com:8443/base?v=1#x");
    }

    @Test
    void credentialsArePutInEncoded() {
        UrlTemplate url = UrlTemplate.of("https://h/v1?key=${credential.key}");

        assertThat(url.credentials()).containsExactly("key");
        assertThat(url.withCredentials(name -> "s${parameters.a} é").render(Given.text("a", "x")))
                .isEqualTo("https://h/v1?key=s$%7Bparameters.a%7D%20%C3%A9");
    }

    @Test
    void whatIsMissingIsNamed() {
        PerchException refusal = Given.refusal(ErrorCode.PARAMETERS_MISSING,
                () -> UrlTemplate.of(BEDROCK + "?key=${credential.key}").render(request("{\"region\":\"x\"}")));

        assertThat(refusal.reason()).isEqualTo("Some parameter placeholder not filled in url: model, credential.key");
        assertThat(Given.refusal(ErrorCode.PARAMETERS_MISSING,
                () -> UrlTemplate.of("https://h/${credential.key}").render(request("{}"))).hint())
                .isEqualTo("give the connector that credential");
    }

    @Test
    void faultsAreFound() {
        assertThat(UrlTemplate.of("https://h/${parameters.a").faults()).hasSize(1);
        assertThat(UrlTemplate.of(BEDROCK).faults()).isEmpty();
    }
}
