package io.perch.dev;

import java.nio.file.Path;
import java.util.Optional;

/** One of the three that make a running house: PostgreSQL, OpenSearch, Perch. */
public interface Server extends AutoCloseable {

    String name();

    /** On 127.0.0.1. */
    int port();

    Path log();

    /** The server's main process, while there is one. */
    Optional<ProcessHandle> process();

    /** Ends the server that a killed launcher left running in this folder; never a stranger that got its process number. */
    void endStale();

    /** Returns once it answers; fails with {@link StartFailed}, also when it is closed meanwhile. */
    void start();

    /** Ends the process for good, whatever state it is in. */
    @Override
    void close();
}
