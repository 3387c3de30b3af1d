package io.perch.dev.bench.report;

import io.perch.dev.bench.load.Load;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Every single measurement, one per line. */
public final class Csv {

    private static final String HEAD = "server,model,texts,docs_per_request,callers,repeat,docs,refused,seconds,cpu_seconds,"
            + "generator_cpu_seconds,p50_ms,p99_ms,raw_alone_docs_per_cpu_second,raw_paced_docs_per_cpu_second,"
            + "raw_together_docs_per_cpu_second,raw_p50_ms,raw_paced_p50_ms,ratio_alone,ratio_paced,ratio_together";

    private Csv() {
    }

    public static String of(List<Sample> samples) {
        return String.join("\n", Stream.concat(Stream.of(HEAD), samples.stream().map(Csv::line)).toList()) + "\n";
    }

    private static String line(Sample sample) {
        Load load = sample.served().load();
        return String.format(Locale.ROOT, "%s,%s,%s,%d,%d,%d,%d,%d,%.3f,%.2f,%.2f,%.3f,%.3f,%.2f,%.2f,%.2f,%.3f,%.3f,%.4f,%.4f,%.4f",
                sample.server(), sample.subject(), sample.cell().texts().label(), sample.cell().docs(), sample.cell().callers(),
                sample.repeat(), sample.served().docs(), load.refused(), load.seconds(), load.cpuSeconds(), load.ownCpuSeconds(),
                load.p50Millis(), load.p99Millis(), sample.rawDocsPerCpuSecond(Yardstick.ALONE),
                sample.rawDocsPerCpuSecond(Yardstick.PACED), sample.rawDocsPerCpuSecond(Yardstick.TOGETHER),
                sample.raw().alone().p50Millis(), sample.raw().paced().p50Millis(), sample.ratio(Yardstick.ALONE),
                sample.ratio(Yardstick.PACED), sample.ratio(Yardstick.TOGETHER));
    }
}
