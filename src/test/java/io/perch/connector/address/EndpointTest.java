package io.perch.connector.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @Test
    void takesAUrlApart() {
        Endpoint endpoint = Endpoint.of("https://api.openai.com/v1/chat/completions?a=1&b=%2F#here");

        assertThat(endpoint).isEqualTo(new Endpoint("https://api.openai.com/v1/chat/completions?a=1&b=%2F", true,
                "api.openai.com", 443, "/v1/chat/completions", "a=1&b=%2F"));
        assertThat(endpoint.target()).isEqualTo("/v1/chat/completions?a=1&b=%2F");
        assertThat(endpoint.authority()).isEqualTo("api.openai.com");
        assertThat(endpoint.origin()).isEqualTo("https://api.openai.com");
        assertThat(endpoint.address()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://h,              http://h,              h,   80,    h,         /",
        "https://h,             https://h,             h,   443,   h,         /",
        "https://h?q,           https://h?q,           h,   443,   h,         /?q",
        "https://h/?,           https://h/?,           h,   443,   h,         /?",
        "https://h#f,           https://h,             h,   443,   h,         /",
        "https://h:443/a,       https://h:443/a,       h,   443,   h,         /a",
        "https://h:/a,          https://h/a,           h,   443,   h,         /a",
        "http://h:443/a,        http://h:443/a,        h,   443,   h:443,     /a",
        "http://h:65535/a,      http://h:65535/a,      h,   65535, h:65535,   /a",
        "HTTPS://API.Ex.Com/A,  https://api.ex.com/A,  api.ex.com, 443, api.ex.com, /A",
        "https://ex.com./a,     https://ex.com/a,      ex.com, 443, ex.com,   /a",
        "http://my_svc-1:8080/, http://my_svc-1:8080/, my_svc-1, 8080, my_svc-1:8080, /",
        "http://[::1]:8080/a,   http://[::1]:8080/a,   ::1, 8080,  [::1]:8080, /a",
        "http://[FD00::A]/,     http://[fd00::a]/,     fd00::a, 80, [fd00::a], /",
        "http://127.0.0.1/,     http://127.0.0.1/,     127.0.0.1, 80, 127.0.0.1, /",
        "http://127.0.0.1./,    http://127.0.0.1/,     127.0.0.1, 80, 127.0.0.1, /",
        "https://h/a:b@c;d=e!$&()*+;x[0], https://h/a:b@c;d=e!$&()*+;x[0], h, 443, h, /a:b@c;d=e!$&()*+;x[0]",
        "https://h/?u=http://x@y/../z, https://h/?u=http://x@y/../z, h, 443, h, /?u=http://x@y/../z"})
    void hasOneForm(String url, String form, String host, int port, String authority, String target) {
        Endpoint endpoint = Endpoint.of(url);

        assertThat(endpoint.url()).isEqualTo(form);
        assertThat(endpoint.host()).isEqualTo(host);
        assertThat(endpoint.port()).isEqualTo(port);
        assertThat(endpoint.authority()).isEqualTo(authority);
        assertThat(endpoint.target()).isEqualTo(target);
        assertThat(endpoint.tls()).isEqualTo(form.startsWith("https:"));
    }

    @Test
    void writesInternationalNamesAndPathsInAscii() {
        assertThat(Endpoint.of("https://MÜNCHEN.example/straße?q=ü😀").url())
                .isEqualTo("https://xn--mnchen-3ya.example/stra%C3%9Fe?q=%C3%BC%F0%9F%98%80");
        assertThat(Endpoint.of("https://例え.テスト/").host()).isEqualTo("xn--r8jz45g.xn--zckzah");
        assertThat(Endpoint.of("https://ａｐｉ．ｏｐｅｎａｉ。com/").host()).isEqualTo("api.openai.com");
    }

    @Test
    void knowsAddressesFromNames() {
        assertThat(Endpoint.of("http://192.0.2.1/").address().orElseThrow().getAddress()).containsExactly(192, 0, 2, 1);
        assertThat(Endpoint.of("http://[::ffff:127.0.0.1]/").address().orElseThrow().getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(Endpoint.of("http://[fd00:ec2::254]/").address().orElseThrow().getHostAddress())
                .isEqualTo("fd00:ec2:0:0:0:0:0:254");
        assertThat(Endpoint.of("http://１２７.０.０.１/").address()).isPresent();
        assertThat(Endpoint.of("http://face/").address()).isEmpty();
        assertThat(Endpoint.of("http://1.example/").address()).isEmpty();
        assertThat(Endpoint.of("http://0xcafe.example/").address()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "http://2130706433/", "http://0x7f000001/", "http://017700000001/", "http://0x7f.1/", "http://127.1/", "http://127.0.1/",
        "http://0177.0.0.1/", "http://127.0.0.01/", "http://127.0.0.256/", "http://1.2.3.4.5/", "http://127.0.0.0x1/",
        "http://0/", "http://0x/", "http://example.1/", "http://127.1./", "http://00.0.0.0/", "http://４２/"})
    void refusesNumbersInDisguise(String url) {
        invalid(url, "its host is a number, but not an IPv4 address such as 192.0.2.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "http://user@host/", "http://user:password@host/", "http://api.openai.com@127.0.0.1/", "http://@host/",
        "http://api.openai.com:80@127.0.0.1/", "http://127.0.0.1\\@api.openai.com/", "http://a@b@c/",
        "http://api.openai.com%2f@127.0.0.1/"})
    void refusesUserNames(String url) {
        invalid(url, "it holds a user name; keep secrets in the credential and name them in a header");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "http:///path", "http://", "http://?q", "http://:80/", "http://./", "http://../", "http://a..b/", "http://.a/",
        "http://a../", "http://a b/", "http://a%2eb/", "http://%31%32%37.0.0.1/", "http://127.0.0.1%00.example/",
        "http://api.openai.com\\.evil.example/", "http://a,b/", "http://a\tb/", "http://a\r\nb/", "http://${parameters.host}/",
        "http://a*b/", "http://ho\u200dst_ü/", "http://\u0000/"})
    void refusesWhatIsNoHostName(String url) {
        invalid(url, "its host is not a host name");
    }

    @Test
    void boundsTheHost() {
        assertThat(Endpoint.of("http://" + "a".repeat(63) + ".example/").host()).hasSize(71);
        invalid("http://" + "a".repeat(64) + ".example/", "its host is not a host name");
        invalid("http://" + "a.".repeat(127) + "example/", "its host is not a host name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://[::1/", "http://[", "http://[::1%25eth0]/", "http://[::1%eth0]/", "http://[127.0.0.1]/",
        "http://[:::]/", "http://[::g]/", "http://[]/", "http://[1:2:3:4:5:6:7:8:9]/", "http://[::1]]/", "http://[::1]a/",
        "http://[v1.x]/", "http://::1/", "http://fe80::1/"})
    void refusesWhatIsNoIpv6Address(String url) {
        refused(url);
    }

    @ParameterizedTest
    @CsvSource({"http://h:0/, 0", "http://h:65536/, 65536", "https://[::1]:70000/, 70000",
        "http://h:99999999999999999999/, 2147483647"})
    void refusesPortsOutOfRange(String url, String port) {
        assertThat(refused(url).reason()).isEqualTo("Port out of range: " + port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://h:-1/", "http://h:+80/", "http://h:80a/", "http://h: 80/", "http://h:80:80/", "http://h:８０/"})
    void refusesWhatIsNoPort(String url) {
        invalid(url, "what stands behind its host is not a port");
    }

    @ParameterizedTest
    @CsvSource({"ftp://h/, ftp", "file:///etc/passwd, file", "gopher://h/, gopher", "' https://h/', ' https'",
        "javascript:alert(1)//a-long-one://h/, javascript:alert(1)/…", "://h/, ''"})
    void refusesOtherProtocols(String url, String shown) {
        assertThat(refused(url).reason()).isEqualTo("Protocol is not http or https: " + shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h", "h/path", "/path", "http:/h/", "https:h", "mailto:a@b"})
    void refusesWhatHasNoScheme(String url) {
        invalid(url, "it does not begin with http:// or https://");
    }

    @ParameterizedTest
    @CsvSource({"https://h/a b, %20", "https://h/a\\b, %5C", "https://h/{x}, %7B", "https://h/${parameters.x}, %7B",
        "https://h/?q=<, %3C", "https://h/a|b, %7C", "https://h/a^b, %5E", "https://h/a`b, %60", "'https://h/a\"b', %22"})
    void refusesWhatShouldBeEncoded(String url, String encoded) {
        invalid(url, "it holds a character that must be percent-encoded: " + encoded);
    }

    /** They would start a header or a request of their own. */
    @Test
    void refusesLineBreaks() {
        invalid("https://h/a\r\nX-Evil: 1", "it holds a character that must be percent-encoded: %0D");
        invalid("https://h/?a\nb", "it holds a character that must be percent-encoded: %0A");
        invalid("https://h/?a\0b", "it holds a character that must be percent-encoded: %00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://h/%", "https://h/%4", "https://h/%zz", "https://h/?a=%%41"})
    void refusesBrokenEncoding(String url) {
        invalid(url, "it has a % without two hex digits behind it");
    }

    /** "https://h/v1/${parameters.model}" must not reach https://h/admin with the connector's key. */
    @ParameterizedTest
    @ValueSource(strings = {"https://h/v1/../admin", "https://h/v1/..", "https://h/v1/%2e%2E/admin", "https://h/v1/.%2e/admin",
        "https://h/v1/x%2f..%2fadmin", "https://h/v1/..%5cadmin", "https://h/../"})
    void refusesToClimb(String url) {
        invalid(url, "its path has a segment '..'");
    }

    @Test
    void dotsWithinSegmentsAreFine() {
        assertThat(Endpoint.of("https://h/v1..2/...x/claude-3.5:0/%2Efoo?..").target())
                .isEqualTo("/v1..2/...x/claude-3.5:0/%2Efoo?..");
        invalid("https://h/a/./b", "its path has a segment '.'");
    }

    @Test
    void doesNotRepeatWhatMayBeSecret() {
        for (String url : new String[] {"https://u:sk-123456@h/", "https://h/ sk-123456", "https://h:sk-123456/",
            "https://sk-123456!/", "https://h/../sk-123456"}) {
            PerchException refusal = refused(url);
            assertThat(refusal.reason() + refusal.hint()).doesNotContain("sk-123456");
        }
    }

    private static void invalid(String url, String why) {
        assertThat(refused(url).reason()).isEqualTo("Connector URL is not valid: " + why);
    }

    private static PerchException refused(String url) {
        PerchException refusal = catchThrowableOfType(PerchException.class, () -> Endpoint.of(url));
        assertThat(refusal).as(url).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.REQUEST_INVALID);
        assertThat(refusal.hint()).isNotBlank();
        return refusal;
    }
}
