package io.perch.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Servers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Servers.class, initArgs = @ResourceArg(name = "opensearch", value = "false"))
class SignalsTest {

    private static final long PATIENCE_SECONDS = 30;

    @Inject
    Signals signals;

    @Inject
    Vertx vertx;

    @Inject
    PostgresConfig postgres;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @Test
    void aSignalIsHeardOnASafeContext() throws Exception {
        signals.listen("signals_test", payload -> {
            VertxContextSafetyToggle.validateContextIfExists("not safe", "not safe");
            heard.add(payload);
        });
        assertThat(next()).isEqualTo(Signals.EVERYTHING);

        signals.send("signals_test", "hello").await().indefinitely();

        assertThat(next()).isEqualTo("hello");
    }

    @Test
    void everythingIsReadAgainAfterTheDatabaseWasAway() throws Exception {
        Signals own = new Signals(vertx, null, postgres);
        try {
            Servers.postgres().stop().run();
            own.listen("signals_outage", heard::add);
            Servers.postgres().start().run();
            assertThat(next()).as("subscribed while the database was down").isEqualTo(Signals.EVERYTHING);

            Servers.postgres().restart();

            assertThat(next()).as("connected again").isEqualTo(Signals.EVERYTHING);
        } finally {
            own.close(null);
        }
    }

    private String next() throws InterruptedException {
        return heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
