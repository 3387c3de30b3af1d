package io.perch.artifact;

import io.perch.base.Workers;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.Callable;

/** The threads for disk, hashing and downloads. */
@Singleton
public class IoWorkers implements AutoCloseable {

    private static final int QUEUE = 10_000;

    private final Workers threads;

    public IoWorkers(ArtifactConfig config) {
        threads = new Workers("io", config.ioThreads(), QUEUE);
    }

    /** As {@link Workers#run}. */
    public <T> Uni<T> run(Callable<T> job) {
        return threads.run(job);
    }

    @Override
    @PreDestroy
    public void close() {
        threads.close();
    }
}
