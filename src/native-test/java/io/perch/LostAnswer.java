package io.perch;

import io.perch.testing.Await;
import io.perch.testing.Provider;
import io.perch.testing.Provider.Asked;
import io.perch.testing.Servers;
import io.perch.testing.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The way to OpenSearch, on which the answer to one bulk is lost: its documents are stored, and who sent it is not told. */
final class LostAnswer implements AutoCloseable {

    private final HttpClient openSearch = HttpClient.newHttpClient();
    private final AtomicInteger bulks = new AtomicInteger();
    private final CountDownLatch lost = new CountDownLatch(1);
    private final int ofBulk;
    private final Provider way;

    /** @param ofBulk counted from 1 */
    LostAnswer(int ofBulk) {
        this.ofBulk = ofBulk;
        this.way = new Provider().otherwise(this::pass);
    }

    String url() {
        return way.url("");
    }

    private void pass(Asked asked, Wire wire) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(Servers.openSearch().url() + asked.path()))
                .header("content-type", asked.headers().getOrDefault("content-type", "application/json"))
                .method(asked.method(), HttpRequest.BodyPublishers.ofString(asked.body())).build();
        HttpResponse<byte[]> answer = openSearch.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (asked.path().startsWith("/_bulk") && bulks.incrementAndGet() == ofBulk) {
            lost.countDown();
            return;
        }
        wire.head(answer.statusCode(), answer.body().length,
                "Content-Type: " + answer.headers().firstValue("content-type").orElse("application/json")).send(answer.body());
    }

    /** Returns when it has happened. */
    void await() {
        Await.until("the answer to bulk " + ofBulk + " is lost", () -> lost.getCount() == 0);
    }

    @Override
    public void close() {
        way.close();
        openSearch.close();
    }
}
