package io.perch.connector;

import io.perch.base.ErrorCode;
import io.perch.base.Failures;
import io.perch.base.PerchException;
import io.perch.connector.address.Endpoint;
import io.perch.connector.aws.SigV4;
import io.perch.connector.call.HttpAnswer;
import io.perch.source.Source;
import io.perch.source.SourceHead;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One object, read in ranges (RFC 9110, 14): each is a request of its own, so that a broken connection costs one of them. */
final class S3Object implements Source {

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");
    private static final Pattern CODE = Pattern.compile("<Code>([^<]{1,200})</Code>");
    private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]{1,1000})</Message>");
    private static final String LEAD = "Error communicating with remote model: ";
    private static final int LONGEST_REFUSAL = 64 * 1024;
    private static final int PART = 206;
    private static final int CHANGED = 412;
    private static final int BEYOND_THE_END = 416;

    private final S3Url url;
    private final Endpoint endpoint;
    private final SigV4 signer;
    private final UnaryOperator<String> masking;
    private final S3Client client;

    S3Object(S3Url url, Endpoint endpoint, SigV4 signer, UnaryOperator<String> masking, S3Client client) {
        this.url = url;
        this.endpoint = endpoint;
        this.signer = signer;
        this.masking = masking;
        this.client = client;
    }

    /** By its first byte, for its answer tells how many there are. */
    @Override
    public Uni<SourceHead> head() {
        return get(0, 1, Map.of())
                .map(answer -> new SourceHead(Part.of(answer, url).total, answer.headers().get("ETag")))
                .onFailure(failure -> status(failure) == BEYOND_THE_END).recoverWithItem(new SourceHead(0, null))
                .onFailure().transform(this::told);
    }

    @Override
    public Uni<Buffer> read(SourceHead head, long from, int most) {
        int wanted = (int) Math.min(most, head.bytes() - from);
        return get(from, wanted, head.version() == null ? Map.of() : Map.of("if-match", head.version()))
                .map(answer -> {
                    Part.of(answer, url).require(from, wanted, head.bytes(), answer.body().length(), url);
                    return answer.body();
                })
                .onFailure().transform(this::told);
    }

    private Uni<HttpAnswer> get(long from, int count, Map<String, String> condition) {
        Map<String, String> headers = new TreeMap<>(condition);
        headers.put("range", "bytes=" + from + "-" + (from + count - 1));
        return client.send(new S3Client.Get(endpoint, headers, Math.max(count, LONGEST_REFUSAL), signer, masking));
    }

    private static int status(Throwable failure) {
        PerchException.Remote remote = Failures.catalogued(failure).details().remote();
        return remote == null ? 0 : remote.status();
    }

    private Throwable told(Throwable failure) {
        PerchException known = Failures.catalogued(failure);
        return switch (known.code()) {
            case REMOTE_FAILED -> refused(known.details().remote());
            case REMOTE_ANSWER_TOO_LARGE -> unreadable(url, "more came than was asked for",
                    "the store must answer requests for ranges");
            case REMOTE_UNREACHABLE, REMOTE_TIMED_OUT, REMOTE_BUSY, REMOTE_PAUSED, REMOTE_ANSWER_EMPTY, QUEUE_FULL,
                    DEADLINE_EXCEEDED -> unreadable(url, known.reason().replace(LEAD, ""), "see that the store can be reached"
                            + " from where Perch runs; perch.batch-ingest.s3-patience says how long is tried");
            default -> failure;
        };
    }

    private PerchException refused(PerchException.Remote answer) {
        if (answer.status() == CHANGED) {
            return unreadable(url, "it has changed since it was begun", "ingest it once more");
        }
        String words = found(CODE, answer.body()) + found(MESSAGE, answer.body());
        return unreadable(url, "the store answered " + answer.status() + words, switch (answer.status()) {
            case 301, 307 -> "the bucket is in another region: say so in credential.region";
            case 400, 401, 403 -> "see access_key, secret_key, session_token and region, and that they may s3:GetObject";
            case 404 -> "see bucket and key";
            default -> null;
        });
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? " " + matcher.group(1) : "";
    }

    private static PerchException unreadable(S3Url url, String why, String hint) {
        return new PerchException(ErrorCode.SOURCE_UNREADABLE, "Cannot read " + url + ": " + why, hint);
    }

    /** What an answer holds, by its own words. */
    private record Part(long from, long to, long total) {

        static Part of(HttpAnswer answer, S3Url url) {
            String range = answer.headers().get("Content-Range");
            Matcher parts = CONTENT_RANGE.matcher(range == null ? "" : range);
            if (answer.status() != PART || !parts.matches()) {
                throw unreadable(url, "the store does not answer requests for ranges", "it must, as S3 does");
            }
            return new Part(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)));
        }

        void require(long begin, int count, long all, int came, S3Url url) {
            if (total != all) {
                throw unreadable(url, "it has changed since it was begun", "ingest it once more");
            }
            if (from != begin || to != begin + count - 1 || came != count) {
                throw unreadable(url, "another range came than was asked for", "see that the object is not stored compressed"
                        + " (Content-Encoding)");
            }
        }
    }
}
