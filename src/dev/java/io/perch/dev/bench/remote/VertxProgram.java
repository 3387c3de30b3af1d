package io.perch.dev.bench.remote;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Verticle;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.util.function.Supplier;

/** The other end of a {@link VertxProcess}. */
final class VertxProgram {

    static final String READY = "ready";

    private VertxProgram() {
    }

    /** One verticle per event loop, as Quarkus has it. Says that it is ready, and ends when its input does. */
    static void run(Supplier<Verticle> server) throws IOException {
        PrintStream answers = System.out;
        // what a library prints is no answer
        System.setOut(System.err);
        Vertx.vertx().deployVerticle(server, new DeploymentOptions().setInstances(VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE))
                .toCompletionStage().toCompletableFuture().join();
        answers.println(READY);
        while (System.in.read() >= 0) {
            // nothing is asked this way
        }
        System.exit(0);
    }
}
