package io.perch.dev.bench.ingest;

import io.perch.dev.bench.remote.LateEmbedder;
import io.perch.dev.bench.report.Outcome;
import io.perch.dev.bench.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables of a run, for people, and its verdicts. */
public final class BulkMarkdown {

    /** MiB that a long bulk may add. */
    private static final long FLAT = 256;

    private BulkMarkdown() {
    }

    /** @param how a sentence on when, where and at what length it was measured */
    public static String of(List<BulkSample> local, List<RemoteMeasuring.Sample> remote, List<LongBulk.Sample> streams,
            String how) {
        List<String> lines = new ArrayList<>(List.of("# What documents cost on their way into an index", "", how, "",
                "Bulks of 1,000 sentences of Moby-Dick, each of which gets its vector of all-MiniLM-L6-v2 (ONNX fp32) and goes to"
                        + " OpenSearch. Three numbers are minimum / median / maximum over the rounds. *CPU*: of Perch's process;"
                        + " *raw*: of the engine alone for the same texts, each in the company in which it is cheapest;"
                        + " *allowed*: 1.15 times that, and 1 ms.", "",
                "| server | CPU ms per document | raw | share of what is allowed | docs/s |", "|---|---|---|---|---|"));
        servers(local).forEach(server -> lines.add(row(server, on(server, local))));
        lines.addAll(List.of("",
                "The same bulk through a remote model that answers after " + LateEmbedder.MILLIS + " ms, 10 calls at once."
                        + " Seconds on the clock: OpenSearch's work is in them, with a graph for searches or without.", "",
                "| server | bulk | seconds | allowed |", "|---|---|---|---|"));
        remote.forEach(sample -> lines.add(String.format(Locale.ROOT, "| %s | %s | %s | %.2f |", sample.server(),
                sample.words(), sample.spread().text(2), sample.allowedSeconds())));
        lines.addAll(List.of("", "One bulk of documents of 10 kB, of which a pipeline keeps a little:", "",
                "| server | MB of lines | MiB before | MiB at most | seconds |", "|---|---|---|---|---|"));
        streams.forEach(sample -> lines.add(String.format(Locale.ROOT, "| %s | %d | %d | %d | %.0f |", sample.server(),
                sample.megabytes(), sample.before(), sample.most(), sample.seconds())));
        lines.addAll(List.of("", "## Goals", ""));
        verdicts(local, remote, streams).forEach(verdict -> lines.add("* " + verdict));
        return String.join("\n", lines) + "\n";
    }

    private static String row(String server, List<BulkSample> samples) {
        return "| " + String.join(" | ", server, Spread.of(samples, BulkSample::cpuMillis).text(2),
                Spread.of(samples, BulkSample::rawMillis).text(2), Spread.of(samples, BulkSample::share).text(2),
                Spread.of(samples, BulkSample::perSecond).text(0)) + " |";
    }

    /** Reached or missed, by the median. */
    public static List<String> verdicts(List<BulkSample> local, List<RemoteMeasuring.Sample> remote,
            List<LongBulk.Sample> streams) {
        List<String> verdicts = new ArrayList<>();
        for (String server : servers(local)) {
            Spread share = Spread.of(on(server, local), BulkSample::share);
            verdicts.add(Outcome.word(share.median() <= 1, 0) + " " + server + ", bulks of a local model: " + share.text(2)
                    + " of 1.15 times the raw engine and 1 ms per document");
        }
        remote.forEach(sample -> verdicts.add(String.format(Locale.ROOT,
                "%s %s, a bulk of a remote model, %s: %s s, wanted at most %.2f",
                Outcome.word(sample.spread().median() <= sample.allowedSeconds(), 0), sample.server(), sample.words(),
                sample.spread().text(2), sample.allowedSeconds())));
        streams.forEach(sample -> verdicts.add(String.format(Locale.ROOT,
                "%s %s, a bulk of %d MB: %d MiB more than before, wanted at most %d",
                Outcome.word(sample.most() - sample.before() <= FLAT, 0), sample.server(), sample.megabytes(),
                sample.most() - sample.before(), FLAT)));
        return verdicts;
    }

    private static List<String> servers(List<BulkSample> samples) {
        return samples.stream().map(BulkSample::server).distinct().toList();
    }

    private static List<BulkSample> on(String server, List<BulkSample> samples) {
        return samples.stream().filter(sample -> sample.server().equals(server)).toList();
    }
}
