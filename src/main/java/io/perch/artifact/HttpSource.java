package io.perch.artifact;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Set;

/** Downloads over http and https. Redirects are followed by hand, so that each hop is judged as the first url was. */
final class HttpSource {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final ArtifactConfig config;
    private final HttpClient client;

    HttpSource(ArtifactConfig config) {
        this.config = config;
        this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(config.connectTimeout()).build();
    }

    void copy(URI url, UrlPolicy policy, Transfer transfer) throws InterruptedException {
        URI hop = url;
        for (int redirects = 0; redirects <= config.maxRedirects(); redirects++) {
            HttpResponse<BodyReader> response = get(hop);
            try (BodyReader body = response.body()) {
                if (!REDIRECTS.contains(response.statusCode())) {
                    drain(hop, response, transfer);
                    return;
                }
            }
            hop = next(hop, response);
            policy.check(hop);
        }
        throw failed(url, "it redirects more than " + config.maxRedirects() + " times", null);
    }

    private HttpResponse<BodyReader> get(URI url) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url).timeout(config.stallTimeout()).header("User-Agent", "perch").build();
        try {
            return client.send(request, head -> new BodyReader());
        } catch (IOException failure) {
            throw failed(url, describe(failure), failure);
        }
    }

    private URI next(URI hop, HttpResponse<?> response) {
        String location = response.headers().firstValue("Location").orElse("");
        try {
            URI next = hop.resolve(URI.create(location));
            if (location.isEmpty() || !Urls.isWeb(next)) {
                throw new PerchException(ErrorCode.URL_NOT_TRUSTED, Urls.withoutSecrets(hop)
                        + " redirects to something that is not http or https", "register the url that it ends at");
            }
            return next;
        } catch (IllegalArgumentException notAUrl) {
            throw failed(hop, "it redirects to something that is not a url", notAUrl);
        }
    }

    private void drain(URI url, HttpResponse<BodyReader> response, Transfer transfer) throws InterruptedException {
        if (response.statusCode() != 200) {
            throw failed(url, "the server answered " + response.statusCode(), null);
        }
        long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        if (length >= 0) {
            transfer.expect(length);
        }
        try {
            pour(response.body(), transfer);
        } catch (IOException failure) {
            throw failed(url, describe(failure), failure);
        }
    }

    private void pour(BodyReader body, Transfer transfer) throws IOException, InterruptedException {
        for (List<ByteBuffer> bytes = body.next(config.stallTimeout()); !bytes.isEmpty();
                bytes = body.next(config.stallTimeout())) {
            for (ByteBuffer some : bytes) {
                transfer.write(some);
            }
        }
    }

    private String describe(IOException failure) {
        return switch (failure) {
            case HttpConnectTimeoutException slow -> "no connection within " + config.connectTimeout().toMillis() / 1000.0 + " s";
            case HttpTimeoutException stalled -> "the server fell silent for " + config.stallTimeout().toMillis() / 1000.0 + " s";
            case ConnectException refused -> unresolved(refused) ? "the host is unknown" : "the connection was refused";
            default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        };
    }

    private static boolean unresolved(Throwable failure) {
        return failure != null && (failure instanceof UnresolvedAddressException || unresolved(failure.getCause()));
    }

    private static PerchException failed(URI url, String why, Throwable cause) {
        return new PerchException(ErrorCode.FETCH_FAILED, "Cannot fetch " + Urls.withoutSecrets(url) + ": " + why,
                "see that the url can be read from where Perch runs, then register again", cause);
    }
}
