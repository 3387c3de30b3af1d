package io.perch.testing;

import io.perch.base.Sha256;
import io.perch.testing.Provider.Asked;
import io.perch.testing.SigV4Verifier.Account;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A store that speaks S3's language: the files of a folder, bucket by bucket, in ranges, for requests that are signed as S3 wants
 * them. Of {@code broken} each piece comes half the first time; {@code changing} is another object after its head was read;
 * {@code telltale} repeats the secret key that it refuses.
 */
public final class ObjectStand implements QuarkusTestResourceLifecycleManager {

    public static final String ACCESS_KEY = "AKIDEXAMPLE";
    public static final String REGION = "eu-central-1";
    /** For {@link #TEMPORARY_REGION} and with {@link #SESSION_TOKEN} only. */
    public static final String TEMPORARY_ACCESS_KEY = "ASIAEXAMPLE";
    public static final String TEMPORARY_REGION = "us-east-1";
    public static final String SESSION_TOKEN = "session-4711-token";

    private static final Path FOLDER = Path.of("target", "test-objects");
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");
    private static final SigV4Verifier AWS = new SigV4Verifier(new Account(ACCESS_KEY, Connectors.KEY, null), "s3", REGION);
    private static final SigV4Verifier TEMPORARY = new SigV4Verifier(
            new Account(TEMPORARY_ACCESS_KEY, Connectors.KEY, SESSION_TOKEN), "s3", TEMPORARY_REGION);

    private final Set<String> cut = ConcurrentHashMap.newKeySet();
    private Provider server;

    /** Puts an object there; answers its url. */
    public static String put(String bucket, String key, String content) {
        try {
            Path file = FOLDER.resolve(bucket).resolve(key);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return "s3://" + bucket + "/" + key;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public Map<String, String> start() {
        server = new Provider().otherwise(this::answer);
        return Map.of("perch.batch-ingest.s3-endpoint", server.url(""));
    }

    private void answer(Asked asked, Wire wire) throws IOException, InterruptedException {
        boolean temporary = asked.headers().containsKey("x-amz-security-token");
        Optional<String> fault = (temporary ? TEMPORARY : AWS).fault(asked, Instant.now());
        Path file = FOLDER.resolve(URLDecoder.decode(asked.path().substring(1).replace("+", "%2B"), StandardCharsets.UTF_8));
        if (asked.path().startsWith("/telltale/")) {
            refuse(403, "AccessDenied", "not with " + Connectors.KEY, wire);
        } else if (fault.isPresent()) {
            refuse(403, "SignatureDoesNotMatch", fault.get().replace('<', '['), wire);
        } else if (!Files.isRegularFile(file)) {
            refuse(404, "NoSuchKey", "The specified key does not exist.", wire);
        } else {
            part(asked, Files.readAllBytes(file), wire);
        }
    }

    private static void refuse(int status, String code, String message, Wire wire) throws IOException {
        String body = "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>";
        wire.head(status, body.getBytes(StandardCharsets.UTF_8).length, "Content-Type: application/xml").send(body);
    }

    private void part(Asked asked, byte[] content, Wire wire) throws IOException {
        Matcher range = RANGE.matcher(asked.headers().getOrDefault("range", ""));
        if (!range.matches()) {
            refuse(400, "Perch", "asks for ranges only", wire);
            return;
        }
        int from = Integer.parseInt(range.group(1));
        int to = Math.min(Integer.parseInt(range.group(2)), content.length - 1);
        String tag = '"' + Sha256.of(content) + '"';
        String condition = asked.headers().get("if-match");
        if (condition != null && (!condition.equals(tag) || asked.path().startsWith("/changing/"))) {
            refuse(412, "PreconditionFailed", "it has changed", wire);
        } else if (from >= content.length) {
            refuse(416, "InvalidRange", "The requested range is not satisfiable", wire);
        } else {
            send(asked, Arrays.copyOfRange(content, from, to + 1), "bytes " + from + "-" + to + "/" + content.length, tag, wire);
        }
    }

    private void send(Asked asked, byte[] part, String range, String tag, Wire wire) throws IOException {
        wire.head(206, part.length, "Content-Range: " + range, "ETag: " + tag);
        if (asked.path().startsWith("/broken/") && part.length > 1 && cut.add(asked.path() + range)) {
            wire.send(Arrays.copyOf(part, part.length / 2)).socket().close();
        } else {
            wire.send(part);
        }
    }

    @Override
    public void stop() {
        server.close();
    }
}
