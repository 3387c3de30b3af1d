package io.perch.dev.bench.gate;

import io.perch.dev.bench.report.Outcome;
import io.perch.dev.bench.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of a run, for people, and its verdicts. */
public final class GateMarkdown {

    /** Of the server's CPU, for one call. */
    private static final double MOST_MILLIS = 0.15;

    private GateMarkdown() {
    }

    /** @param how a sentence on when, where and at what length it was measured */
    public static String of(List<GateSample> samples, String how) {
        List<String> lines = new ArrayList<>(List.of("# What the gate before a model costs", "", how, "",
                "A chat of 1,000 characters to a service that answers at once, " + GateMeasuring.CALLERS + " callers: of a model with"
                        + " 20 patterns, " + GateModel.WORDS + " stop words and a schema of 50 lines, and of the same model without"
                        + " them. Three numbers are minimum / median / maximum over the rounds. *CPU*: of the whole server process.", "",
                "| server | CPU ms per call with the gate | without | the gate costs | refused |", "|---|---|---|---|---|"));
        for (String server : servers(samples)) {
            List<GateSample> ofServer = onServer(samples, server);
            lines.add("| " + String.join(" | ", server, Spread.of(ofServer, sample -> sample.gated().cpuMillis()).text(3),
                    Spread.of(ofServer, GateSample::openMillis).text(3), Spread.of(ofServer, GateSample::costMillis).text(3),
                    String.valueOf(refused(ofServer))) + " |");
        }
        lines.addAll(List.of("", "## Goals", ""));
        verdicts(samples).forEach(verdict -> lines.add("* " + verdict));
        return String.join("\n", lines) + "\n";
    }

    /** A line per server: reached or missed, by the median. */
    public static List<String> verdicts(List<GateSample> samples) {
        return servers(samples).stream().map(server -> verdict(server, onServer(samples, server))).toList();
    }

    private static String verdict(String server, List<GateSample> samples) {
        Spread cost = Spread.of(samples, GateSample::costMillis);
        return Outcome.word(cost.median() <= MOST_MILLIS, refused(samples)) + " " + server + ", the gate: " + cost.text(3)
                + " ms of CPU per call, wanted at most " + String.format(Locale.ROOT, "%.2f", MOST_MILLIS);
    }

    private static List<String> servers(List<GateSample> samples) {
        return samples.stream().map(GateSample::server).distinct().toList();
    }

    private static List<GateSample> onServer(List<GateSample> samples, String server) {
        return samples.stream().filter(sample -> sample.server().equals(server)).toList();
    }

    private static int refused(List<GateSample> samples) {
        return samples.stream().mapToInt(GateSample::refused).sum();
    }
}
