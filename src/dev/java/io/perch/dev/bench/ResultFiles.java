package io.perch.dev.bench;

import io.perch.dev.bench.report.Chart;
import io.perch.dev.bench.report.Csv;
import io.perch.dev.bench.report.Markdown;
import io.perch.dev.bench.report.Results;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What a run leaves behind: {@code speed.md}, {@code speed.svg} and {@code speed.csv} in one folder, overwritten each time. */
record ResultFiles(Path folder) {

    void write(Results results, Plan plan) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("speed.md"), Markdown.of(results, how(plan)));
            Files.writeString(folder.resolve("speed.svg"), Chart.of(results));
            Files.writeString(folder.resolve("speed.csv"), Csv.of(results.samples()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String how(Plan plan) {
        return "Made by `" + plan.command() + "` on " + LocalDate.now(ZoneOffset.UTC) + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " processors, Java "
                + System.getProperty("java.version") + ". " + plan.sentence();
    }
}
