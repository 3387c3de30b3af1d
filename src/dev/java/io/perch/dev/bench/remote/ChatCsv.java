package io.perch.dev.bench.remote;

import io.perch.dev.bench.load.Load;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Every single measurement, one per line. */
public final class ChatCsv {

    private static final String HEAD = "server,door,callers,repeat,answers,refused,seconds,cpu_seconds,generator_cpu_seconds,"
            + "p50_ms,p99_ms,cpu_ms_per_call,proxy_cpu_ms_per_call,ratio";

    private ChatCsv() {
    }

    public static String of(List<ChatSample> samples) {
        return String.join("\n", Stream.concat(Stream.of(HEAD), samples.stream().map(ChatCsv::line)).toList()) + "\n";
    }

    private static String line(ChatSample sample) {
        Load perch = sample.perch();
        return String.format(Locale.ROOT, "%s,%s,%d,%d,%d,%d,%.3f,%.2f,%.2f,%.3f,%.3f,%.4f,%.4f,%.4f", sample.server(),
                sample.door().label(), sample.callers(), sample.repeat(), perch.answers(), sample.refused(), perch.seconds(),
                perch.cpuSeconds(), perch.ownCpuSeconds(), perch.p50Millis(), perch.p99Millis(), perch.cpuMillis(),
                sample.proxyCpuMillis(), sample.ratio());
    }
}
