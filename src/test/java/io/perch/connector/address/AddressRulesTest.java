package io.perch.connector.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    private static final List<String> OPENAI = List.of("^https://api\\.openai\\.com/.*$");
    private static final AddressRules RULES = AddressRules.of(OPENAI, false, List.of(), List.of());
    private static final Endpoint ENDPOINT = Endpoint.of("https://api.openai.com/v1/embeddings");

    @Test
    void trustsUrlsThatMatchWholly() {
        RULES.trust(ENDPOINT);
        RULES.trust(Endpoint.of("https://API.openai.com./v1"));

        PerchException refusal = distrusted("https://api.openai.com.evil.example/v1");
        assertThat(refusal.code()).isEqualTo(ErrorCode.ENDPOINT_NOT_TRUSTED);
        assertThat(refusal.reason()).isEqualTo("Connector URL is not matching the trusted connector endpoint regex");
        assertThat(refusal.hint()).contains("plugins.ml_commons.trusted_connector_endpoints_regex")
                .contains("https://api.openai.com.evil.example/…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://api.openai.com/v1", "https://api.openai.com", "https://api.openai.com:8443/v1",
        "https://evil.example/https://api.openai.com/v1", "https://api-openai.com/v1"})
    void trustsNothingElse(String url) {
        distrusted(url);
    }

    @Test
    void doesNotRepeatWhatMayBeSecret() {
        assertThat(distrusted("https://h/bot123456?key=sk-123456").hint()).doesNotContain("123456");
    }

    @Test
    void trustsNothingWithoutARegex() {
        assertThat(catchThrowableOfType(PerchException.class, () -> AddressRules.of(List.of(), true, List.of(), List.of())
                .trust(ENDPOINT)).code()).isEqualTo(ErrorCode.ENDPOINT_NOT_TRUSTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "100.100.100.200",
        "127.0.0.1", "127.255.255.255", "169.254.0.0", "169.254.169.254", "169.254.170.2", "172.16.0.0", "172.31.255.255",
        "192.0.0.0", "192.0.0.192", "192.168.0.0", "192.168.255.255", "198.18.0.0", "198.19.255.255", "168.63.129.16",
        "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "::ffff:0:127.0.0.1", "fe80::1", "febf::1",
        "fec0::1", "feff::1", "fc00::1", "fdff:ffff::1", "fd00:ec2::254", "ff02::1", "100::1", "2001::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2", "64:ff9b::10.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1",
        "2002:7f00:1::", "2002:a9fe:a9fe::1", "2002:c0a8:101::1"})
    void refusesPrivateAddresses(String address) {
        PerchException refusal = forbidden(RULES, address);

        assertThat(refusal.reason()).isEqualTo("Remote inference host name has private ip address: api.openai.com");
        assertThat(refusal.hint()).contains("plugins.ml_commons.trusted_connector_private_endpoints_regex",
                "plugins.ml_commons.connector.private_ip_enabled");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
        "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255", "192.0.1.0", "192.167.255.255",
        "192.169.0.0", "198.17.255.255", "198.20.0.0", "168.63.129.15", "168.63.129.17", "223.255.255.255",
        "2600:1f18::1", "2606:4700::1111", "64:ff9b::8.8.8.8", "2002:808:808::1", "fbff::1", "2001:1::1", "2001:4860::8888",
        "::ffff:8.8.8.8", "101::1"})
    void allowsPublicAddresses(String address) {
        assertThat(RULES.allow(ENDPOINT, addresses(address))).isEqualTo(addresses(address));
    }

    /** Java makes IPv4 of mapped addresses where it reads them; here nothing depends on that. */
    @Test
    void seesThroughMappedAddresses() {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};

        assertThat(PrivateAddresses.embedded(mapped)).hasValueSatisfying(
                inner -> assertThat(inner).containsExactly(10, 0, 0, 1));
    }

    @Test
    void onePrivateAddressAmongManyIsEnough() {
        forbidden(RULES, "8.8.8.8", "10.0.0.1");
        forbidden(RULES, "2606:4700::1111", "8.8.8.8", "::1");
        assertThat(RULES.allow(ENDPOINT, addresses("8.8.8.8", "8.8.4.4"))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00:ec2::254"})
    void allowsPrivateAddressesWhenTheOperatorDoes(String address) {
        AddressRules open = AddressRules.of(OPENAI, true, List.of(), List.of());

        assertThat(open.allow(ENDPOINT, addresses(address))).hasSize(1);
    }

    @Test
    void allowsPrivateAddressesForTrustedUrls() {
        AddressRules some = AddressRules.of(OPENAI, false, List.of("^http://models\\.local/.*$"), List.of());

        assertThat(some.allow(Endpoint.of("http://models.local/v1"), addresses("10.0.0.1"))).hasSize(1);
        forbidden(some, "10.0.0.1");
        assertThat(some.allow(ENDPOINT, addresses("8.8.8.8"))).hasSize(1);
    }

    @Test
    void namesTheHostAsInTheUrl() {
        PerchException refusal = catchThrowableOfType(PerchException.class,
                () -> RULES.allow(Endpoint.of("http://[::ffff:127.0.0.1]/x"), addresses("127.0.0.1")));

        assertThat(refusal.reason()).isEqualTo("Remote inference host name has private ip address: ::ffff:127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "8\\.8\\.8\\.8, 8.8.8.8",
        "8\\.8\\..*, 8.8.4.4",
        "169\\.254\\..*, 169.254.169.254",
        "169\\.254\\..*, 64:ff9b::169.254.169.254",
        "fd00:ec2::254, fd00:ec2::254",
        "fd00:ec2:0:0:0:0:0:254, fd00:ec2::254",
        "::1, ::1",
        "::, ::",
        "fe80::, fe80::",
        "2001:4860:0:1::1, 2001:4860:0:1:0:0:0:1"})
    void restrictedAddressesStayForbidden(String pattern, String address) {
        AddressRules open = AddressRules.of(OPENAI, true, List.of(".*"), List.of("1\\.1\\.1\\.1", pattern));

        PerchException refusal = forbidden(open, "9.9.9.9", address);

        assertThat(refusal.reason()).isEqualTo("Remote inference host name has restricted ip address: api.openai.com");
        assertThat(refusal.hint()).contains("plugins.ml_commons.connector.restricted_ip_patterns");
    }

    @Test
    void restrictionsMatchWholly() {
        AddressRules rules = AddressRules.of(OPENAI, false, List.of(), List.of("8\\.8\\.8\\.8"));

        assertThat(rules.allow(ENDPOINT, addresses("8.8.8.88", "118.8.8.8"))).hasSize(2);
    }

    private static PerchException distrusted(String url) {
        PerchException refusal = catchThrowableOfType(PerchException.class, () -> RULES.trust(Endpoint.of(url)));
        assertThat(refusal).as(url).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.ENDPOINT_NOT_TRUSTED);
        return refusal;
    }

    private static PerchException forbidden(AddressRules rules, String... addresses) {
        PerchException refusal = catchThrowableOfType(PerchException.class, () -> rules.allow(ENDPOINT, addresses(addresses)));
        assertThat(refusal).as(String.join(" ", addresses)).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.ADDRESS_FORBIDDEN);
        return refusal;
    }

    static List<InetAddress> addresses(String... literals) {
        return Stream.of(literals).map(InetAddress::ofLiteral).toList();
    }
}
