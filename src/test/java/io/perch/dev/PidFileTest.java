package io.perch.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

    @TempDir
    Path dir;

    @Test
    void findsTheProcessWhileItRuns() throws Exception {
        PidFile file = new PidFile(dir.resolve("pid"));
        Process process = new ProcessBuilder("sleep", "60").start();
        file.write(process.toHandle());
        assertThat(file.alive()).contains(process.toHandle());

        Processes.end(process.toHandle());

        assertThat(process.waitFor(1, TimeUnit.SECONDS)).isTrue();
        assertThat(file.alive()).isEmpty();
    }

    @Test
    void neverTakesAStrangerForIt() throws Exception {
        Path file = dir.resolve("pid");
        long tooEarly = ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli() - 60_000;

        Files.writeString(file, ProcessHandle.current().pid() + " " + tooEarly);

        assertThat(new PidFile(file).alive()).isEmpty();
    }

    @Test
    void readsNothingFromAHalfWrittenOne() throws Exception {
        Path file = dir.resolve("pid");
        assertThat(new PidFile(file).alive()).isEmpty();

        Files.writeString(file, "12");

        assertThat(new PidFile(file).alive()).isEmpty();
    }
}
