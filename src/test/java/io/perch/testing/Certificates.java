package io.perch.testing;

import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import io.smallrye.certs.Pkcs12CertificateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What a service and its client prove themselves with, made anew and signed by nobody but themselves. */
public final class Certificates {

    /** Of the client's key store. */
    public static final String PASSWORD = "not-much-of-a-secret";

    private final Pkcs12CertificateFiles files;

    /** @param host a name of the service, besides 127.0.0.1 */
    public Certificates(String host) {
        try {
            this.files = (Pkcs12CertificateFiles) new CertificateGenerator(Packages.folder("certificates"), true)
                    .generate(new CertificateRequest().withName(Ml.name(host)).withFormat(Format.PKCS12).withPassword(PASSWORD)
                            .withCN(host).withSubjectAlternativeName("DNS:" + host)
                            .withSubjectAlternativeName("IP:127.0.0.1").withClientCertificate()).getFirst();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Of the service, which believes the client. */
    SSLContext service() {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store(files.keyStoreFile()), PASSWORD.toCharArray());
            TrustManagerFactory believed = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            believed.init(store(files.serverTrustStoreFile()));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), believed.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Of the service, PEM: who has it believes the service. */
    public String serviceCertificate() {
        return certificate(files.keyStoreFile());
    }

    /** PEM. */
    public String clientCertificate() {
        return certificate(files.clientKeyStoreFile());
    }

    /** PKCS #8, PEM. */
    public String clientKey() {
        try {
            KeyStore store = store(files.clientKeyStoreFile());
            return pem("PRIVATE KEY", store.getKey(store.aliases().nextElement(), PASSWORD.toCharArray()).getEncoded());
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** PKCS #12, in base64, locked with {@link #PASSWORD}. */
    public String clientStore() {
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(files.clientKeyStoreFile()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String certificate(Path store) {
        try {
            KeyStore opened = store(store);
            return pem("CERTIFICATE", opened.getCertificate(opened.aliases().nextElement()).getEncoded());
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static KeyStore store(Path file) throws GeneralSecurityException {
        try {
            return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes)
                + "\n-----END " + kind + "-----\n";
    }
}
