package io.perch.connector;

import io.perch.base.ErrorCode;
import io.perch.base.Ids;
import io.perch.base.PerchException;
import io.perch.connector.aws.AwsCredentials;
import io.perch.connector.aws.SigV4;
import io.perch.connector.credential.Credential;
import io.perch.connector.credential.Secret;
import io.perch.source.Keys;
import io.perch.source.ObjectStore;
import io.perch.source.SealedKeys;
import io.perch.source.Source;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Amazon S3, or what speaks its language: keys are sealed as those of connectors are, requests are signed as theirs. */
@ApplicationScoped
class S3Store implements ObjectStore {

    private static final String ACCESS_KEY = "access_key";
    private static final String SECRET_KEY = "secret_key";
    private static final String SESSION_TOKEN = "session_token";
    private static final String REGION = "region";
    private static final List<String> NEEDED = List.of(ACCESS_KEY, SECRET_KEY, REGION);

    private final Credentials credentials;
    private final Connectors connectors;
    private final S3Client client;
    private final InstantSource clock;

    S3Store(Credentials credentials, Connectors connectors, S3Client client, InstantSource clock) {
        this.credentials = credentials;
        this.connectors = connectors;
        this.client = client;
        this.clock = clock;
    }

    @Override
    public List<String> faults(List<String> urls, Keys keys) {
        List<String> faults = new ArrayList<>();
        List<String> wrong = urls.stream().filter(url -> S3Url.of(url).isEmpty()).toList();
        if (!wrong.isEmpty()) {
            faults.add("The following batch ingest input S3 URIs are invalid: " + wrong);
        }
        if (keys.areTheConnectors()) {
            return faults;
        }
        List<String> missing = NEEDED.stream().filter(name -> isBlank(keys.credential().get(name))).toList();
        if (!missing.isEmpty()) {
            faults.add("Sources of type s3 need " + missing + " in credential, or the connector_id of a connector that has them");
        }
        String region = keys.credential().get(REGION);
        if (!isBlank(region) && !region.contains(":") && !S3Url.REGION.matcher(region).matches()) {
            faults.add("credential.region is no name of a region");
        }
        faults.addAll(credentials.faults(keys.credential()));
        return faults;
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    @Override
    public Uni<SealedKeys> seal(Keys keys) {
        if (keys.areTheConnectors()) {
            return connectors.find(keys.connectorId()).invoke(S3Store::requireKeys)
                    .map(there -> new SealedKeys(null, Map.of(), keys.connectorId()));
        }
        String owner = Ids.next();
        return credentials.seal(owner, keys.credential()).map(sealed -> new SealedKeys(owner, sealed, null));
    }

    private static void requireKeys(Connector connector) {
        List<String> missing = NEEDED.stream().filter(name -> !connector.credential().containsKey(name)
                && !(name.equals(REGION) && connector.parameters().containsKey(name))).toList();
        if (!missing.isEmpty()) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "Connector " + connector.id() + " has no " + missing
                    + " in its credential", "name one of protocol aws_sigv4, or give a credential");
        }
    }

    @Override
    public Uni<Source> open(String url, SealedKeys keys) {
        S3Url object = S3Url.of(url).orElseThrow();
        if (keys.connectorId() == null) {
            return credentials.open(keys.owner(), keys.credential()).chain(open -> open.now())
                    .map(credential -> open(object, credential, Map.of()));
        }
        return connectors.find(keys.connectorId()).chain(connector -> credentials.open(connector).chain(open -> open.now())
                .map(credential -> open(object, credential, connector.parameters())));
    }

    private Source open(S3Url url, Credential credential, Map<String, String> parameters) {
        String region = credential.find(REGION).map(Secret::reveal).orElse(parameters.get(REGION));
        if (region == null || !S3Url.REGION.matcher(region).matches()) {
            throw new PerchException(ErrorCode.REQUEST_INVALID,
                    "Cannot read " + url + ": no region is said, or none that is a name",
                    "say it in credential.region, or as the parameter region of the connector");
        }
        AwsCredentials keys = new AwsCredentials(needed(credential, ACCESS_KEY, url), needed(credential, SECRET_KEY, url),
                given(credential, SESSION_TOKEN));
        return new S3Object(url, url.endpoint(region, client.endpoint()), new SigV4(keys, "s3", region, clock),
                credential.masking()::apply, client);
    }

    private static Secret needed(Credential credential, String name, S3Url url) {
        return given(credential, name).orElseThrow(() -> new PerchException(ErrorCode.REQUEST_INVALID,
                "Cannot read " + url + ": the credential has no " + name, "name a connector that has access_key and secret_key"));
    }

    private static Optional<Secret> given(Credential credential, String name) {
        return credential.find(name).filter(secret -> !secret.reveal().isBlank());
    }
}
