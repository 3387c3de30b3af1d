package io.perch.dev;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Other processes of this machine: which one is meant, and how one ends. */
public final class Processes {

    private static final Duration POLITE = Duration.ofSeconds(10);

    private Processes() {
    }

    /** The {@code java} that runs this. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A process number is used again after a while; together with the start time it means one process for ever. */
    record Identity(long pid, Instant started) {

        /** Kernels keep start times in ticks since boot, and the boot time itself moves a little with the clock. */
        private static final Duration TOLERANCE = Duration.ofSeconds(3);

        static Identity of(ProcessHandle process) {
            return new Identity(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
        }

        /** The process, if that number still belongs to it. */
        Optional<ProcessHandle> alive() {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::sameStart);
        }

        private boolean sameStart(ProcessHandle process) {
            return process.info().startInstant()
                    .map(start -> Duration.between(start, started).abs().compareTo(TOLERANCE) <= 0)
                    .orElse(false);
        }
    }

    /** Asks it to end (SIGTERM), insists after ten seconds (SIGKILL), returns when it is gone. */
    static void end(ProcessHandle process) {
        process.destroy();
        insist(process);
    }

    /** As {@link #end}, asking with SIGINT: to PostgreSQL SIGTERM means to wait until its last client has gone. */
    static void interrupt(ProcessHandle process) {
        try {
            new ProcessBuilder("sh", "-c", "kill -INT " + process.pid()).start().waitFor();
        } catch (IOException noShell) {
            process.destroy();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        insist(process);
    }

    private static void insist(ProcessHandle process) {
        if (!goneWithin(process, POLITE)) {
            process.destroyForcibly();
            goneWithin(process, POLITE);
        }
    }

    private static boolean goneWithin(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
