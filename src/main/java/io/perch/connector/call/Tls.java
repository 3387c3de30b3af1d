package io.perch.connector.call;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.TrustOptions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How both sides of a connection prove who they are, as {@code client_config} says; keys and certificates are credentials.
 *
 * @param anybody  whoever the other side is, it will do
 * @param store    the own key is in a key store, not in PEM
 * @param material keys, certificates and passwords, by the names that they have in the credential
 */
public record Tls(boolean anybody, boolean store, Map<String, String> material) {

    private static final String CERT = "client_cert_pem";
    private static final String KEY = "client_key_pem";
    private static final String PKCS12 = "client_cert_pkcs12";
    private static final String CA = "ca_cert_pem";
    private static final String PASSWORD = "keystore_password";

    /** What contradicts itself, or is missing. @param credentials names only */
    public static List<String> faults(ClientConfig config, Set<String> credentials) {
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

    /** @param credential by name; {@code null} for what is not there */
    public static Tls of(ClientConfig config, Function<String, String> credential) {
        boolean mutual = isOn(config.mutualTls());
        return new Tls(isOn(config.skipSslVerification()), mutual && isPkcs12(config), Stream.of(CA, CERT, KEY, PKCS12, PASSWORD)
                .filter(name -> name.equals(CA) || mutual)
                .filter(name -> credential.apply(name) != null)
                .collect(Collectors.toMap(name -> name, credential)));
    }

    /** Nothing but what the Java platform does by itself. */
    public boolean isPlain() {
        return material.isEmpty();
    }

    /** This, when keys and certificates can be read. Throws CREDENTIAL_UNREADABLE. Takes a while: no work for an event loop. */
    public Tls checked(Vertx vertx) {
        HttpClientOptions options = options();
        check(vertx, options.getKeyCertOptions(), store ? PKCS12 + " cannot be opened with " + PASSWORD
                : CERT + " and " + KEY + " are not a certificate and its key in PEM", KeyCertOptions::getKeyManagerFactory);
        check(vertx, options.getTrustOptions(), CA + " is no certificate in PEM", TrustOptions::getTrustManagerFactory);
        return this;
    }

    private interface Loading<T> {
        Object load(T options, Vertx vertx) throws Exception;
    }

    private static <T> void check(Vertx vertx, T options, String fault, Loading<T> loading) {
        try {
            if (options != null) {
                loading.load(options, vertx);
            }
        } catch (Exception failure) {
            throw unreadable(fault);
        }
    }

    private static PerchException unreadable(String fault) {
        return new PerchException(ErrorCode.CREDENTIAL_UNREADABLE, "Of the credential, " + fault,
                "PUT the connector with what openssl reads: 'openssl x509', 'openssl pkey', 'openssl pkcs12'; a key store in base64");
    }

    /** Throws CREDENTIAL_UNREADABLE. */
    HttpClientOptions options() {
        HttpClientOptions options = new HttpClientOptions();
        if (anybody) {
            options.setTrustAll(true).setVerifyHost(false);
        }
        if (material.containsKey(CA)) {
            options.setTrustOptions(new PemTrustOptions().addCertValue(bytes(CA)));
        }
        if (material.containsKey(store ? PKCS12 : CERT)) {
            options.setKeyCertOptions(store ? pkcs12()
                    : new PemKeyCertOptions().setCertValue(bytes(CERT)).setKeyValue(bytes(KEY)));
        }
        return options;
    }

    private PfxOptions pkcs12() {
        try {
            return new PfxOptions().setValue(Buffer.buffer(Base64.getMimeDecoder().decode(material.get(PKCS12))))
                    .setPassword(material.get(PASSWORD));
        } catch (IllegalArgumentException notBase64) {
            throw unreadable(PKCS12 + " is not base64");
        }
    }

    private Buffer bytes(String name) {
        return Buffer.buffer(material.getOrDefault(name, ""));
    }

    /** Nothing that is secret. */
    @Override
    public String toString() {
        return material.keySet().toString();
    }

    private static boolean isPkcs12(ClientConfig config) {
        return "PKCS12".equals(config.keystoreType());
    }

    private static boolean isOn(Boolean flag) {
        return Boolean.TRUE.equals(flag);
    }
}
