package io.perch.search;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.base.Workers;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;

/**
 * The client of OpenSearch: non-blocking, JSON and CBOR, patient. A refused connection, a broken answer, 429 and 502 to 504
 * are tried again until the caller's patience ends, unless the call says otherwise; any other status that the call does not
 * accept is a refusal.
 * Answers come back on the Vert.x context that asked.
 */
@ApplicationScoped
public class OpenSearch {

    /** Whoever bounds the whole call does so before an attempt ends by itself. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final SearchConfig config;
    private final WebClient client;

    OpenSearch(Vertx vertx, SearchConfig config) {
        this.config = config;
        this.client = WebClient.create(vertx, options(config));
    }

    /** For those who stand outside the container, such as tests. */
    public static OpenSearch connect(Vertx vertx, SearchConfig config) {
        return new OpenSearch(vertx, config);
    }

    /**
     * @param patience how long to go on trying in all; zero is one attempt
     * @return an answer with a status of 2xx or one that the call accepts; else fails with CHUNK_STORE_UNAVAILABLE when the
     *         patience has ended, or with CHUNK_STORE_REFUSED
     */
    public Uni<SearchAnswer> send(SearchCall call, Duration patience) {
        return Uni.createFrom().deferred(() -> {
            Executor back = Workers.callersContext();
            Patience tries = new Patience(patience, config);
            return tries.keepTrying(() -> attempt(call, patience))
                    .onFailure(last -> call.isOfCaller() && answerIn(last) != null).recoverWithItem(OpenSearch::answerIn)
                    .onFailure(Unreachable.class).transform(last -> unavailable(last, tries))
                    .onItem().invoke(answer -> refuse(call, answer))
                    .emitOn(back);
        });
    }

    /** Asks once. Fails with {@link Unreachable} when there is no answer; else answers, whatever the status. */
    Uni<SearchAnswer> ask(SearchCall call) {
        return Uni.createFrom().deferred(() -> {
            Executor back = Workers.callersContext();
            return ask(call, config.answerTimeout()).emitOn(back);
        });
    }

    private Uni<SearchAnswer> ask(SearchCall call, Duration timeout) {
        return request(call, timeout).sendBuffer(Buffer.newInstance(call.body()))
                .map(OpenSearch::read)
                .onFailure(ConnectionPoolTooBusyException.class).recoverWithItem(() -> SearchAnswer.queueFull(config.queue()))
                .onFailure(OpenSearch::noAnswer).transform(Unreachable::unanswered);
    }

    private Uni<SearchAnswer> attempt(SearchCall call, Duration patience) {
        return ask(call, call.isOfCaller() ? patience.plus(MARGIN) : config.answerTimeout())
                .onItem().invoke(answer -> tryLater(call, answer));
    }

    private HttpRequest<Buffer> request(SearchCall call, Duration timeout) {
        HttpRequest<Buffer> request = client.request(call.method(), prefix() + call.path())
                .timeout(timeout.toMillis())
                .putHeader("Accept", call.encoding().mediaType());
        if (call.body().length() > 0) {
            request.putHeader("Content-Type", call.encoding().mediaType());
        }
        config.user().ifPresent(user -> request.basicAuthentication(user, config.password().orElse("")));
        return request;
    }

    private String prefix() {
        String path = config.url().getRawPath();
        return path == null || path.equals("/") ? "" : path.replaceAll("/+$", "");
    }

    private static boolean noAnswer(Throwable failure) {
        return failure instanceof IOException || failure instanceof TimeoutException || failure instanceof VertxException;
    }

    private static SearchAnswer read(HttpResponse<Buffer> response) {
        String type = response.getHeader("Content-Type");
        Encoding encoding = type != null && type.startsWith(Encoding.CBOR.mediaType()) ? Encoding.CBOR : Encoding.JSON;
        Buffer body = response.body();
        return new SearchAnswer(response.statusCode(), encoding,
                body == null ? io.vertx.core.buffer.Buffer.buffer(0) : body.getDelegate());
    }

    private static SearchAnswer answerIn(Throwable failure) {
        return failure instanceof Unreachable unreachable ? unreachable.answer() : null;
    }

    private static void tryLater(SearchCall call, SearchAnswer answer) {
        if (call.later().contains(answer.status())) {
            throw Unreachable.later(answer);
        }
    }

    private PerchException unavailable(Throwable last, Patience tries) {
        return new PerchException(ErrorCode.CHUNK_STORE_UNAVAILABLE,
                "OpenSearch at " + host() + " cannot be used (" + tries + "): " + last.getMessage(),
                "see that OpenSearch runs and that perch.opensearch.url is right, then try again", last.getCause());
    }

    private void refuse(SearchCall call, SearchAnswer answer) {
        if (!call.accepts(answer.status())) {
            throw new PerchException(ErrorCode.CHUNK_STORE_REFUSED, "OpenSearch at " + host() + " answered "
                    + answer.status() + " to " + call.method() + " " + call.path() + ": " + answer.reason(),
                    hint(answer.status()));
        }
    }

    private static String hint(int status) {
        return switch (status) {
            case 401, 403 -> "check perch.opensearch.user and perch.opensearch.password and what that user may do";
            case 413 -> "raise http.max_content_length in OpenSearch above the size of a chunk";
            default -> null;
        };
    }

    private String host() {
        URI url = config.url();
        return url.getHost() + ":" + port(url);
    }

    private static int port(URI url) {
        return url.getPort() > 0 ? url.getPort() : tls(url) ? 443 : 80;
    }

    private static boolean tls(URI url) {
        return "https".equals(url.getScheme());
    }

    private static WebClientOptions options(SearchConfig config) {
        WebClientOptions options = new WebClientOptions();
        options.setDefaultHost(config.url().getHost()).setDefaultPort(port(config.url())).setSsl(tls(config.url()))
                .setConnectTimeout((int) config.connectTimeout().toMillis()).setMaxPoolSize(config.poolSize());
        options.setMaxWaitQueueSize(config.queue());
        options.setFollowRedirects(false).setUserAgent("perch");
        config.caFile().ifPresent(pem -> options.setTrustOptions(new PemTrustOptions().addCertPath(pem.toString())));
        return options;
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
