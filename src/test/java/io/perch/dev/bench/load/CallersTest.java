package io.perch.dev.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.perch.dev.bench.cases.Texts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallersTest {

    private static final String VECTOR = "[1.0" + ",0.0".repeat(383) + "]";
    private static final String RESULT = "{\"output\":[{\"name\":\"sentence_embedding\",\"data\":" + VECTOR + "}]}";

    private final AtomicInteger calls = new AtomicInteger();
    private final Set<Integer> ports = Collections.synchronizedSet(new TreeSet<>());
    private final Set<String> bodies = Collections.synchronizedSet(new TreeSet<>());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.close();
    }

    @Test
    void countsTextsByTheirLength() {
        answer(200, "{\"inference_results\":[" + RESULT + "," + RESULT + "]}");

        Served served = call(3, 2);

        assertThat(served.docs()).isEqualTo(2 * calls.get());
        assertThat(served.docsByTokens()[12]).isEqualTo(served.docs());
        assertThat(served.load().answers()).isEqualTo(calls.get());
        assertThat(served.load().refused()).isZero();
        assertThat(served.load().p50Millis()).isPositive().isLessThanOrEqualTo(served.load().p99Millis());
    }

    @Test
    void everyCallerKeepsHisConnectionAndSendsOneTextAfterTheOther() {
        answer(200, "{\"inference_results\":[" + RESULT + "]}");

        call(3, 1);

        assertThat(ports).hasSize(3);
        assertThat(bodies).hasSize(Math.min(calls.get(), Texts.SHORT.list().size()));
        assertThat(bodies).allMatch(body -> body.contains("\"text_docs\":[\"") && body.contains("sentence_embedding"));
    }

    @Test
    void refusalsAreCountedAndNoDocs() {
        answer(429, "{\"error\":\"full\"}");

        Served served = call(2, 1);

        assertThat(served.docs()).isZero();
        assertThat(served.load().answers()).isZero();
        assertThat(served.load().refused()).isEqualTo(calls.get());
        assertThat(served.load().refusal()).isEqualTo("429 {\"error\":\"full\"}");
    }

    @Test
    void nonsenseEndsIt() {
        answer(200, "{\"inference_results\":[" + RESULT + "]}");
        assertThatThrownBy(() -> call(1, 2)).isInstanceOf(WrongAnswer.class).hasMessageContaining("1 results for 2 texts");
    }

    @Test
    void vectorsOfTheWrongLengthEndIt() {
        answer(200, "{\"inference_results\":[" + RESULT.replace("[1.0,", "[2.0,") + "]}");
        assertThatThrownBy(() -> call(1, 1)).hasMessageContaining("384 numbers and of length 2.0");
    }

    private Served call(int callers, int docs) {
        Predicts predicts = new Predicts(Texts.SHORT.list(), docs, "m");
        return predicts.served(Callers.call(callers, predicts.requests(), Duration.ofMillis(50), server.getAddress(),
                ServerProcess.own()));
    }

    private void answer(int status, String body) {
        server.createContext("/_plugins/_ml/models/m/_predict", exchange -> answer(exchange, status, body));
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        calls.incrementAndGet();
        ports.add(exchange.getRemoteAddress().getPort());
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
