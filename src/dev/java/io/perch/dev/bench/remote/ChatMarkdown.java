package io.perch.dev.bench.remote;

import io.perch.dev.bench.load.Load;
import io.perch.dev.bench.remote.ChatSample.Row;
import io.perch.dev.bench.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The tables of a run, for people. */
public final class ChatMarkdown {

    private static final String HEAD = "| door | callers | CPU ms per call | requests per CPU-second | of the proxy's"
            + " | requests/s | p50 ms | p99 ms | refused |";
    private static final String RULE = "|---|---|---|---|---|---|---|---|---|";

    private ChatMarkdown() {
    }

    /** @param how a sentence on when, where and at what length it was measured */
    public static String of(List<ChatSample> samples, String how) {
        List<String> lines = new ArrayList<>(List.of("# Remote chat calls", "", how, "",
                "A chat of some 60 words to a service that answers at once with " + InstantAnswer.TEXT.length() + " bytes:"
                        + " through Perch, and through a bare Vert.x reverse proxy in a JVM of its own. Three numbers are"
                        + " minimum / median / maximum over the rounds. *CPU*: of the whole server process, its compiler and"
                        + " collector included. The load generator, the service and the server share the machine's processors,"
                        + " so requests/s say more of the machine than of the server.", ""));
        for (String server : samples.stream().map(ChatSample::server).distinct().toList()) {
            lines.addAll(server(server, samples.stream().filter(sample -> sample.server().equals(server)).toList()));
        }
        lines.addAll(List.of("## Goals", ""));
        ChatVerdicts.of(samples).forEach(verdict -> lines.add("* " + verdict));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> server(String name, List<ChatSample> samples) {
        List<String> lines = new ArrayList<>(List.of("## " + name, "", HEAD, RULE));
        ChatSample.rows(samples).forEach((row, ofRow) -> lines.add(perch(row, ofRow)));
        samples.stream().map(ChatSample::callers).distinct().forEach(callers -> lines.add(proxy(callers,
                samples.stream().filter(sample -> sample.callers() == callers).toList())));
        lines.add("");
        return lines;
    }

    private static String perch(Row row, List<ChatSample> samples) {
        return row(row.door().label(), row.callers(), samples.stream().map(ChatSample::perch).toList(),
                Spread.of(samples, ChatSample::ratio).text(2));
    }

    private static String proxy(int callers, List<ChatSample> samples) {
        // what came after one figure came before the next
        List<Load> loads = samples.stream().flatMap(sample -> Stream.of(sample.before(), sample.after())).distinct().toList();
        return row("bare proxy", callers, loads, "");
    }

    private static String row(String what, int callers, List<Load> loads, String ratio) {
        return "| " + String.join(" | ", what, String.valueOf(callers), spread(loads, Load::cpuMillis, 3),
                spread(loads, Load::perCpuSecond, 0), ratio, spread(loads, Load::perSecond, 0), spread(loads, Load::p50Millis, 2),
                spread(loads, Load::p99Millis, 2), String.valueOf(loads.stream().mapToInt(Load::refused).sum())) + " |";
    }

    private static String spread(List<Load> loads, ToDoubleFunction<Load> figure, int decimals) {
        return Spread.of(loads, figure).text(decimals);
    }
}
