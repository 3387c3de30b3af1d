package io.perch.dev.bench.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.dev.Ports;
import io.perch.dev.bench.load.Callers;
import io.perch.dev.bench.load.Load;
import io.perch.dev.bench.load.Requests;
import io.perch.dev.bench.load.ServerProcess;
import io.perch.dev.bench.load.WrongAnswer;
import io.vertx.core.Verticle;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReverseProxyTest {

    private final Vertx vertx = Vertx.vertx();
    private final int answerer = Ports.free();

    @BeforeEach
    void start() {
        deploy(new InstantAnswerer(answerer));
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void theAnswererSaysWhatIsExpectedOfIt() {
        Load load = call(Chats.direct(), answerer);

        assertThat(load.answers()).isPositive();
        assertThat(load.refused()).isZero();
    }

    @Test
    void theProxyHandsOnQuestionsAndAnswers() {
        int proxy = Ports.free();
        deploy(new ReverseProxy(proxy, answerer));

        Load load = call(Chats.direct(), proxy);

        assertThat(load.answers()).isPositive();
        assertThat(load.refused()).isZero();
    }

    @Test
    void theProxySaysThatNobodyAnswered() {
        int proxy = Ports.free();
        deploy(new ReverseProxy(proxy, Ports.free()));

        Load load = call(Chats.direct(), proxy);

        assertThat(load.answers()).isZero();
        assertThat(load.refusal()).startsWith("502 ");
    }

    @Test
    void anAnswerInTheWrongPlaceIsNoAnswer() {
        assertThatThrownBy(() -> call(Door.PREDICT.requests(new ChatModel("m")), answerer)).isInstanceOf(WrongAnswer.class)
                .hasMessageContaining("/inference_results/0/output/0/dataAsMap/choices/0/message/content");
    }

    private Load call(Requests requests, int port) {
        return Callers.call(3, requests, Duration.ofMillis(50), new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                ServerProcess.own());
    }

    private void deploy(Verticle server) {
        vertx.deployVerticle(server).toCompletionStage().toCompletableFuture().join();
    }
}
