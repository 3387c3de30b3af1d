package io.perch.dev;

import static io.perch.dev.Folders.ensure;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A child process that serves HTTP, with {@code <name>.log} and {@code <name>.pid} in its folder. */
final class Child {

    private static final Duration STARTUP = Duration.ofSeconds(120);
    private static final long POLL_MILLIS = 100;

    private final Path log;
    private final PidFile pidFile;
    private Process process;
    private boolean closed;

    Child(Path dir, String name) {
        this.log = ensure(dir).resolve(name + ".log");
        this.pidFile = new PidFile(dir.resolve(name + ".pid"));
    }

    /** Returns once {@code ready} answers 200. {@link #stop} and {@link #close} from another thread make it fail. */
    void start(ProcessBuilder program, URI ready) {
        try {
            awaitReady(spawn(program), ready);
        } catch (IOException failure) {
            stop();
            throw new StartFailed("It could not be run: " + failure.getMessage());
        } catch (InterruptedException interrupted) {
            stop();
            Thread.currentThread().interrupt();
            throw new StartFailed("Its start was interrupted");
        } catch (StartFailed failure) {
            stop();
            throw failure;
        }
    }

    synchronized void stop() {
        if (process != null) {
            Processes.end(process.toHandle());
            process = null;
        }
    }

    /** No start after this one. */
    synchronized void close() {
        closed = true;
        stop();
    }

    void endStale() {
        pidFile.alive().ifPresent(Processes::end);
    }

    synchronized boolean isStarted() {
        return process != null;
    }

    synchronized Optional<ProcessHandle> process() {
        return Optional.ofNullable(process).map(Process::toHandle);
    }

    Path log() {
        return log;
    }

    private synchronized Process spawn(ProcessBuilder program) throws IOException {
        if (closed) {
            throw new StartFailed("It was closed");
        }
        process = program.directory(log.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.toFile()))
                .start();
        pidFile.write(process.toHandle());
        return process;
    }

    private static void awaitReady(Process process, URI ready) throws InterruptedException {
        long end = System.nanoTime() + STARTUP.toNanos();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
            while (!answers(client, ready)) {
                if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new StartFailed("It ended with exit code " + process.exitValue());
                }
                if (System.nanoTime() > end) {
                    throw new StartFailed("It was not ready after " + STARTUP.toSeconds() + " s");
                }
            }
        }
    }

    private static boolean answers(HttpClient client, URI ready) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(5)).build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
