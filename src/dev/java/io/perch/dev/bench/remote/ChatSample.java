package io.perch.dev.bench.remote;

import io.perch.dev.bench.load.Load;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One measurement.
 *
 * @param server what Perch ran as: {@code JVM} or {@code executable}
 * @param before the same calls through the bare proxy, just before
 * @param after  and just after
 */
public record ChatSample(String server, Door door, int callers, int repeat, Load perch, Load before, Load after) {

    /** What is compared with each other. */
    record Row(String server, Door door, int callers) {

        String name() {
            return server + ", " + door.label() + ", " + callers + " callers";
        }
    }

    /** In the order of their measurement. */
    static Map<Row, List<ChatSample>> rows(List<ChatSample> samples) {
        return samples.stream().collect(Collectors.groupingBy(
                sample -> new Row(sample.server, sample.door, sample.callers), LinkedHashMap::new, Collectors.toList()));
    }

    double proxyCpuMillis() {
        return Load.cpuMillis(before, after);
    }

    /** Requests per CPU-second of Perch to those of the proxy. */
    double ratio() {
        return proxyCpuMillis() / perch.cpuMillis();
    }

    int refused() {
        return perch.refused() + before.refused() + after.refused();
    }
}
