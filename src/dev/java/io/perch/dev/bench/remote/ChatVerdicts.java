package io.perch.dev.bench.remote;

import io.perch.dev.bench.report.Outcome;
import io.perch.dev.bench.report.Spread;
import java.util.List;
import java.util.Locale;

/** Two lines per server, door and number of callers: reached or missed, by the median. */
public final class ChatVerdicts {

    /** Of the server's CPU, for one call. */
    private static final double MOST_MILLIS = 0.12;

    /** Of the proxy's requests per CPU-second. */
    private static final double LEAST_RATIO = 0.4;

    private ChatVerdicts() {
    }

    public static List<String> of(List<ChatSample> samples) {
        return ChatSample.rows(samples).entrySet().stream().flatMap(row -> of(row.getKey(), row.getValue()).stream()).toList();
    }

    private static List<String> of(ChatSample.Row row, List<ChatSample> samples) {
        Spread millis = Spread.of(samples, sample -> sample.perch().cpuMillis());
        Spread ratio = Spread.of(samples, ChatSample::ratio);
        int refused = samples.stream().mapToInt(ChatSample::refused).sum();
        return List.of(
                Outcome.word(millis.median() <= MOST_MILLIS, refused) + " " + row.name() + ": " + millis.text(3)
                        + " ms of CPU per call, wanted at most " + String.format(Locale.ROOT, "%.2f", MOST_MILLIS),
                Outcome.word(ratio.median() >= LEAST_RATIO, refused) + " " + row.name() + ": " + ratio.text(2)
                        + " of the proxy's requests per CPU-second, wanted " + String.format(Locale.ROOT, "%.2f", LEAST_RATIO));
    }
}
