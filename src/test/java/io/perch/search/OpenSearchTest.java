package io.perch.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.testing.Await;
import io.perch.testing.Behaviours;
import io.perch.testing.Provider;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How patiently OpenSearch is asked, and what is made of its refusals. */
class OpenSearchTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final String PATH = "/docs/_search";

    private final Provider server = new Provider();
    private final OpenSearch search = OpenSearch.connect(VERTX, new Config(URI.create(server.url(""))));

    @AfterEach
    void close() {
        search.close();
        server.close();
    }

    @AfterAll
    static void end() {
        VERTX.closeAndAwait();
    }

    @Test
    void whoIsBusyIsAskedAgain() {
        server.on(PATH, Behaviours.first(2, Behaviours.status(429), Behaviours.json("{\"found\": 1}")));

        assertThat(ofCaller(LONG).body().toString()).isEqualTo("{\"found\": 1}");
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void whoStaysBusyIsTheCallersAnswer() {
        server.on(PATH, Behaviours.status(429));

        SearchAnswer answer = ofCaller(SHORT);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.body().toString()).contains("told to answer 429");
        assertThat(server.asked().size()).isGreaterThan(1);
    }

    @Test
    void soManyMayWaitForAConnectionAndMoreAreTold() {
        CountDownLatch goOn = new CountDownLatch(1);
        server.on(PATH, Behaviours.after(goOn, Behaviours.json("{}")));
        List<CompletableFuture<SearchAnswer>> first = List.of(askedOnce(), askedOnce());
        Await.until("two are asked", () -> server.asked().size() == 2);
        List<CompletableFuture<SearchAnswer>> more = List.of(askedOnce(), askedOnce());

        // one of them waits, whichever it is
        SearchAnswer told = (SearchAnswer) CompletableFuture.anyOf(more.toArray(CompletableFuture[]::new)).join();
        goOn.countDown();

        assertThat(told.status()).isEqualTo(429);
        assertThat(told.reason()).startsWith("As many requests as may (1) wait");
        assertThat(more.stream().map(each -> each.join().status())).containsExactlyInAnyOrder(200, 429);
        assertThat(first).allSatisfy(each -> assertThat(each.join().status()).isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 500, 503})
    void allElseIsAtOnce(int status) {
        server.on(PATH, Behaviours.status(status));

        assertThat(ofCaller(LONG).status()).isEqualTo(status);
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void aBrokenConnectionIsTriedAgain() {
        server.on(PATH, Behaviours.first(1, Behaviours.resets(), Behaviours.json("{}")));

        assertThat(ofCaller(LONG).status()).isEqualTo(200);
    }

    @Test
    void whoDoesNotAnswerIsUnavailable() {
        server.close();

        refused(() -> ofCaller(SHORT), ErrorCode.CHUNK_STORE_UNAVAILABLE);
    }

    @Test
    void perchsOwnCallsTakeAnsweringLaterForNoAnswer() {
        server.on(PATH, Behaviours.status(503));

        refused(() -> search.send(SearchCall.json(HttpMethod.GET, PATH), SHORT).await().indefinitely(),
                ErrorCode.CHUNK_STORE_UNAVAILABLE);
        assertThat(server.asked().size()).isGreaterThan(1);
    }

    private CompletableFuture<SearchAnswer> askedOnce() {
        return search.ask(call()).subscribeAsCompletionStage();
    }

    private static SearchCall call() {
        return SearchCall.ofCaller(HttpMethod.POST, PATH, Buffer.buffer("{}"));
    }

    private SearchAnswer ofCaller(Duration patience) {
        return search.send(call(), patience).await().indefinitely();
    }

    private static void refused(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(PerchException.class,
                refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    record Config(URI url) implements SearchConfig {
        @Override
        public Optional<String> user() {
            return Optional.empty();
        }

        @Override
        public Optional<String> password() {
            return Optional.empty();
        }

        @Override
        public Optional<Path> caFile() {
            return Optional.empty();
        }

        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration answerTimeout() {
            return Duration.ofSeconds(5);
        }

        @Override
        public int poolSize() {
            return 2;
        }

        @Override
        public int queue() {
            return 1;
        }

        @Override
        public Duration firstBackoff() {
            return Duration.ofMillis(20);
        }

        @Override
        public Duration mostBackoff() {
            return Duration.ofMillis(100);
        }
    }
}
