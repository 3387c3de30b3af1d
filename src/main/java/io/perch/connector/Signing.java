package io.perch.connector;

import io.perch.connector.aws.AwsCredentials;
import io.perch.connector.aws.AwsRequest;
import io.perch.connector.aws.SigV4;
import io.perch.connector.credential.Credential;
import io.perch.connector.credential.Secret;
import io.perch.connector.template.Parameters;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Signs calls as AWS wants them, with one credential of one connector. */
final class Signing {

    private static final String ACCESS_KEY = "access_key";
    private static final String SECRET_KEY = "secret_key";
    private static final String SESSION_TOKEN = "session_token";
    private static final String SERVICE = "service_name";
    private static final String REGION = "region";

    /** What the credential of such a connector must have. */
    static final List<String> KEYS = List.of(ACCESS_KEY, SECRET_KEY);

    /** What it must have too, there or among the parameters; and what is said when it has not. */
    static final Map<String, String> PLACE = new TreeMap<>(Map.of(SERVICE, "Missing service name", REGION, "Missing region"));

    /** Callers may choose the region. */
    private static final int MOST_KEPT = 100;

    private final Credential credential;
    private final InstantSource clock;
    private final Map<String, SigV4> signers = new ConcurrentHashMap<>();

    Signing(Credential credential, InstantSource clock) {
        this.credential = credential;
        this.clock = clock;
    }

    /** The headers that the call has to have, the signature among them. */
    Map<String, String> headers(RenderedCall call, byte[] body, Parameters parameters) {
        String service = place(SERVICE, parameters);
        String region = place(REGION, parameters);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(call.headers());
        headers.putAll(signer(service, region).sign(new AwsRequest(call.method(), call.endpoint().url(),
                call.headers(), body)));
        return headers;
    }

    private String place(String name, Parameters parameters) {
        return credential.find(name).map(Secret::reveal).orElseGet(() -> parameters.text(name));
    }

    private SigV4 signer(String service, String region) {
        if (signers.size() > MOST_KEPT) {
            signers.clear();
        }
        return signers.computeIfAbsent(service + "/" + region, place -> new SigV4(new AwsCredentials(
                credential.find(ACCESS_KEY).orElseThrow(), credential.find(SECRET_KEY).orElseThrow(),
                credential.find(SESSION_TOKEN).filter(token -> !token.reveal().isEmpty())), service, region, clock));
    }
}
