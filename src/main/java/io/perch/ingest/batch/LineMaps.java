package io.perch.ingest.batch;

import io.perch.base.PerchException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The maps of all sources of one ingestion. */
record LineMaps(List<LineMap> bySource) {

    private static final String ID = "_id";

    /** Of a mapping without faults. */
    static LineMaps of(Mapping mapping, int sources) {
        return read(mapping, sources, fault -> {
            throw new IllegalArgumentException(fault);
        });
    }

    static List<String> faults(Mapping mapping, int sources) {
        List<String> faults = new ArrayList<>();
        read(mapping, sources, faults::add);
        return faults;
    }

    private static LineMaps read(Mapping mapping, int sources, Consumer<String> faults) {
        List<Map<String, List<SourcePath>>> fields = IntStream.range(0, sources)
                .<Map<String, List<SourcePath>>>mapToObj(i -> new LinkedHashMap<>()).toList();
        mapping.fields().forEach((name, paths) -> paths.forEach(path -> attempt(faults, () -> {
            SourcePath read = SourcePath.of(path, sources);
            add(fields, name, read);
        })));
        mapping.copied().forEach(path -> attempt(faults, () -> {
            SourcePath read = SourcePath.of(path, sources);
            add(fields, read.lastName(), read);
        }));
        if (sources > 1) {
            IntStream.range(0, sources).filter(i -> !fields.get(i).containsKey(ID)).forEach(i -> faults.accept("field_map needs a"
                    + " path of source[" + i + "] in _id: with several sources it says which lines belong together"));
        }
        return new LineMaps(fields.stream().map(map -> new LineMap(map.remove(ID), map)).toList());
    }

    private static void add(List<Map<String, List<SourcePath>>> fields, String name, SourcePath path) {
        fields.get(path.source()).computeIfAbsent(name, key -> new ArrayList<>()).add(path);
    }

    private static void attempt(Consumer<String> faults, Runnable reading) {
        try {
            reading.run();
        } catch (PerchException wrong) {
            faults.accept(wrong.reason());
        }
    }

    LineMap of(int source) {
        return bySource.get(source);
    }
}
