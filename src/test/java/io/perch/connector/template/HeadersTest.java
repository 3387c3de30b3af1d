package io.perch.connector.template;

import static io.perch.connector.template.Given.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {

    private static final String KEY = "sk-very-secret";

    @Test
    void credentialsAndParametersArePutIn() {
        Headers headers = Headers.of(Map.of("Authorization", "Bearer ${credential.key}", "X-Model", "${parameters.model:-none}"))
                .withCredentials(Map.of("key", KEY)::get);

        assertThat(headers.faults()).isEmpty();
        assertThat(headers.render(request("{\"model\":\"gpt\"}")))
                .isEqualTo(Map.of("Authorization", "Bearer " + KEY, "X-Model", "gpt"));
        assertThat(headers.render(request("{}"))).containsEntry("X-Model", "none");
    }

    @Test
    void nothingInACredentialIsAPlaceholder() {
        Headers headers = Headers.of(Map.of("A", "${credential.key}"))
                .withCredentials(Map.of("key", "${parameters.a}$${credential.b}")::get);

        assertThat(headers.render(request("{\"a\":\"x\"}"))).containsEntry("A", "${parameters.a}$${credential.b}");
    }

    @Test
    void aCallerCannotAskForACredential() {
        Headers headers = Headers.of(Map.of("X-Note", "${parameters.note}", "Authorization", "${credential.key}"))
                .withCredentials(Map.of("key", KEY)::get);

        assertThat(headers.render(request("{\"note\":\"${credential.key}\"}"))).containsEntry("X-Note", "${credential.key}");
    }

    @Test
    void namesTheCredentialsItAsksFor() {
        Headers headers = Headers.of(Map.of("A", "${credential.a} ${credential.b:-${credential.c}}"));

        assertThat(headers.credentials()).containsExactly("a", "b", "c");
        assertThat(headers.withCredentials(Map.of("a", "1", "c", "3")::get).credentials()).isEmpty();
        assertThat(headers.withCredentials(Map.of("a", "1", "c", "3")::get).render(request("{}"))).containsEntry("A", "1 3");
    }

    @Test
    void aMissingCredentialIsNamedAndNoOtherShown() {
        Headers headers = Headers.of(Map.of("X-Key", "${credential.key} ${credential.other}"))
                .withCredentials(Map.of("key", KEY)::get);

        PerchException refusal = Given.refusal(ErrorCode.PARAMETERS_MISSING, () -> headers.render(request("{}")));

        assertThat(refusal.reason()).isEqualTo("Header 'X-Key' contains unresolved placeholder. Required parameter is missing.");
        assertThat(refusal.hint()).isEqualTo("nothing fills credential.other");
    }

    @Test
    void aMissingParameterIsRefused() {
        PerchException refusal = Given.refusal(ErrorCode.PARAMETERS_MISSING,
                () -> Headers.of(Map.of("X-Tenant", "${parameters.tenant}")).render(request("{}")));

        assertThat(refusal.reason())
                .isEqualTo("Header 'X-Tenant' contains unresolved placeholder. Required parameter is missing.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "proxy-authorization", "COOKIE", "x-api-key", "x-auth-token", "x-auth-header",
        "X-Forwarded-For", "x-real-ip", "x-client-ip", "cf-connecting-ip", "true-client-ip", "x-originating-ip", "Host",
        "x-forwarded-host", "x-forwarded-server", "Forwarded", "Content-Length", "Transfer-Encoding", "Connection"})
    void callersDoNotWriteHeadersThatSayWhoAsks(String name) {
        assertThat(Headers.of(Map.of(name, "Bearer ${parameters.key}")).faults()).containsExactly("Header '" + name
                + "' cannot use ${parameters.*} placeholders for security reasons. Use ${credential.*} instead.");
        assertThat(Headers.of(Map.of(name, "${credential.a:-${parameters.key}}")).faults()).hasSize(1);
        assertThat(Headers.of(Map.of(name, "Bearer ${credential.key}")).faults()).isEmpty();
    }

    @Test
    void callersMayWriteOthers() {
        assertThat(Headers.of(Map.of("X-Request-Id", "${parameters.id}", "anthropic-version", "${parameters.v}")).faults())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "ä", "a\n", "\u0660"})
    void namesAreNamesOfHeaders(String name) {
        assertThat(Headers.of(Map.of(name, "x")).faults()).containsExactly("'" + name + "' is no name of a header");
    }

    @Test
    void everyFaultIsFound() {
        assertThat(Headers.of(Map.of("bad name", "a\r\nb", "Cookie", "${parameters.a} ${credential.b")).faults()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Other: b", "a\nb", "a\u0000", "\u007f", "\u0085", "ключ", "😀"})
    void whatCannotBeSentIsRefusedAndNotShown(String value) {
        Headers headers = Headers.of(Map.of("X-A", "${parameters.a}", "X-B", "${credential.b:-}"));

        PerchException ofCaller = Given.refusal(ErrorCode.REQUEST_INVALID, () -> headers.render(Given.text("a", value)));
        PerchException ofOwner = Given.refusal(ErrorCode.REQUEST_INVALID,
                () -> headers.withCredentials(name -> KEY + value).render(Given.text("a", "x")));

        assertThat(ofCaller.reason())
                .isEqualTo("Header 'X-A' contains a line break, a control character or one that is not in Latin-1");
        assertThat(ofOwner.reason())
                .isEqualTo("Header 'X-B' contains a line break, a control character or one that is not in Latin-1");
        assertThat(Headers.of(Map.of("X-A", value)).faults()).hasSize(1);
    }

    @Test
    void tabsAndLatin1AreSent() {
        Headers headers = Headers.of(Map.of("X-A", "${parameters.a}"));

        assertThat(headers.render(Given.text("a", "é\tÿ\u00a0"))).containsEntry("X-A", "é\tÿ\u00a0");
    }

    @Test
    void longOnesAreRefused() {
        Headers one = Headers.of(Map.of("X-A", "${parameters.a}"));

        assertThat(one.render(Given.text("a", "x".repeat(8192)))).hasSize(1);
        assertThat(Given.refusal(ErrorCode.REQUEST_INVALID, () -> one.render(Given.text("a", "x".repeat(8193)))).reason())
                .isEqualTo("Header 'X-A' is longer than 8192 bytes");
    }

    @Test
    void longOnesTogetherAreRefused() {
        Headers eight = headers(8);
        Headers nine = headers(9);

        // each is 3 + 8189 bytes: eight are 64 KiB
        Parameters parameters = Given.text("a", "x".repeat(8189));
        assertThat(eight.render(parameters)).hasSize(8);
        assertThat(Given.refusal(ErrorCode.REQUEST_INVALID, () -> nine.render(parameters)).reason())
                .isEqualTo("The headers are longer than 65536 bytes together");
    }

    private static Headers headers(int count) {
        Map<String, String> headers = new HashMap<>();
        for (int i = 0; i < count; i++) {
            headers.put("X-" + i, "${parameters.a}");
        }
        return Headers.of(headers);
    }

    @Test
    void whatLooksLikeAPlaceholderAndIsNoneIsAFault() {
        assertThat(Headers.of(Map.of("X-A", "${parameters.a")).faults()).containsExactly(
                "Header 'X-A': the placeholder at character 1 (${parameters.a) is not closed: its } is missing");
    }

    @Test
    void noneAreNone() {
        assertThat(Headers.of(null).render(request("{}"))).isEmpty();
        assertThat(Headers.of(null).faults()).isEmpty();
    }
}
