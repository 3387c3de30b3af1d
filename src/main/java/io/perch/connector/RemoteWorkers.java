package io.perch.connector;

import io.perch.base.Workers;
import io.perch.connector.call.HttpAnswer;
import io.perch.connector.call.RemoteConfig;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** For what remote models have to do that would hold an event loop: answers of a megabyte, scripts that work hard, key stores. */
@ApplicationScoped
class RemoteWorkers {

    private static final int MOST_WAITING = 1_000;

    private final Workers workers = new Workers("remote", Runtime.getRuntime().availableProcessors(), MOST_WAITING);
    private final RemoteConfig config;

    RemoteWorkers(RemoteConfig config) {
        this.config = config;
    }

    /** What {@code reading} makes of the answer; of a short one at once. Fails with what it throws, and QUEUE_FULL. */
    <T> Uni<T> read(HttpAnswer answer, Supplier<T> reading) {
        return answer.body().length() <= config.maxOnEventLoop() ? Uni.createFrom().item(reading) : run(reading::get);
    }

    /** Fails with what {@code job} throws, and QUEUE_FULL. */
    <T> Uni<T> run(Callable<T> job) {
        return workers.run(job);
    }

    @PreDestroy
    void close() {
        workers.close();
    }
}
