package io.perch.dev.bench.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of a run, for people. */
public final class StreamMarkdown {

    private StreamMarkdown() {
    }

    /** @param how a sentence on when and where it was measured */
    public static String of(List<StreamFacts> facts, String how) {
        List<String> lines = new ArrayList<>(List.of("# Idle streams", "", how, "",
                "Streamed chats (`_predict/stream`) of a service that sends one event and then nothing. Every caller has had that"
                        + " event before the memory is read (`VmRSS`, and `VmHWM` for *at most*). *Left*: connections and files"
                        + " that are open when all callers have hung up, beyond those before.", "",
                "| server | streams | before MiB | open MiB | KiB per stream | after MiB | at most MiB | left | opened in |",
                "|---|---|---|---|---|---|---|---|---|"));
        facts.forEach(server -> lines.add(row(server)));
        lines.addAll(List.of("", "## Goals", ""));
        verdicts(facts).forEach(verdict -> lines.add("* " + verdict));
        return String.join("\n", lines) + "\n";
    }

    public static List<String> verdicts(List<StreamFacts> facts) {
        return facts.stream().map(StreamFacts::verdict).toList();
    }

    private static String row(StreamFacts facts) {
        StreamFacts.Memory memory = facts.memory();
        return String.format(Locale.ROOT, "| %s | %d | %d | %d | %.1f | %d | %d | %d | %.1f s |", facts.server(), facts.streams(),
                memory.before(), memory.open(), facts.kibibytesPerStream(), memory.after(), memory.most(), facts.left(),
                facts.seconds());
    }
}
