package io.perch.connector.call;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.PfxOptions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** How both sides of a connection prove who they are, as {@code client_config} says; keys and certificates are credentials. */
final class Tls {

    private static final String CERT = "client_cert_pem";
    private static final String KEY = "client_key_pem";
    private static final String PKCS12 = "client_cert_pkcs12";
    private static final String CA = "ca_cert_pem";
    private static final String PASSWORD = "keystore_password";

    private Tls() {
    }

    /** What contradicts itself, or is missing. @param credentials names only */
    static List<String> faults(ClientConfig config, Set<String> credentials) {
        List<String> faults = new ArrayList<>();
        if (!isOn(config.mutualTls())) {
            return faults;
        }
        if (isOn(config.skipSslVerification())) {
            faults.add("mutual_tls_enabled and skip_ssl_verification cannot go together");
        }
        if (credentials.stream().anyMatch(name -> name.toLowerCase().replace("-", "_").contains("api_key"))) {
            faults.add("mutual_tls_enabled cannot go together with a credential of the api_key kind");
        }
        Set<String> wanted = isPkcs12(config) ? Set.of(PKCS12) : Set.of(CERT, KEY);
        wanted.stream().filter(name -> !credentials.contains(name)).sorted()
                .forEach(name -> faults.add("mutual_tls_enabled needs the credential " + name));
        return faults;
    }

    /** Throws CREDENTIAL_UNREADABLE. @param credential by name; {@code null} for what is not there */
    static HttpClientOptions options(ClientConfig config, Function<String, String> credential) {
        HttpClientOptions options = new HttpClientOptions();
        if (isOn(config.skipSslVerification())) {
            options.setTrustAll(true).setVerifyHost(false);
        }
        if (!isOn(config.mutualTls())) {
            return options;
        }
        options.setKeyCertOptions(isPkcs12(config) ? pkcs12(credential)
                : new PemKeyCertOptions().setCertValue(bytes(credential, CERT)).setKeyValue(bytes(credential, KEY)));
        return credential.apply(CA) == null ? options
                : options.setTrustOptions(new PemTrustOptions().addCertValue(bytes(credential, CA)));
    }

    private static PfxOptions pkcs12(Function<String, String> credential) {
        try {
            return new PfxOptions().setValue(Buffer.buffer(Base64.getMimeDecoder().decode(credential.apply(PKCS12))))
                    .setPassword(credential.apply(PASSWORD));
        } catch (IllegalArgumentException notBase64) {
            throw new PerchException(ErrorCode.CREDENTIAL_UNREADABLE, "The credential " + PKCS12 + " is not base64",
                    "give the bytes of the key store in base64");
        }
    }

    private static Buffer bytes(Function<String, String> credential, String name) {
        return Buffer.buffer(credential.apply(name));
    }

    private static boolean isPkcs12(ClientConfig config) {
        return "PKCS12".equals(config.keystoreType());
    }

    private static boolean isOn(Boolean flag) {
        return Boolean.TRUE.equals(flag);
    }
}
