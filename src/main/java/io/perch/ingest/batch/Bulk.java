package io.perch.ingest.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.PerchException;
import io.perch.search.Delivered;
import io.perch.search.Operation;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** Lines of one source on their way to OpenSearch together. */
final class Bulk {

    private static final int RETRIES = 3;

    /** What is to be made of a line, and what it became: an operation, or nothing and why. */
    private record Entry(Line line, Operation operation, String fault) {
    }

    private final int source;
    private final List<Entry> entries = new ArrayList<>();

    private Bulk(int source) {
        this.source = source;
    }

    /** @param task whose id is a part of ids that nobody gives: a line that is sent again is the same document again */
    static Bulk of(List<Line> lines, int source, LineMap map, String index, String task) {
        Bulk bulk = new Bulk(source);
        lines.forEach(line -> bulk.add(line, map, index, task + "-" + source + "-"));
        return bulk;
    }

    private void add(Line line, LineMap map, String index, String ids) {
        if (line.fault() != null) {
            entries.add(new Entry(line, null, line.fault()));
            return;
        }
        try {
            entries.add(new Entry(line, operation(map.map(line.bytes()), index, ids + line.number()), null));
        } catch (LineFault | PerchException wrong) {
            entries.add(new Entry(line, null, wrong.getMessage()));
        }
    }

    private static Operation operation(LineMap.Mapped mapped, String index, String ownId) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode().put("_index", index);
        if (mapped.id() == null) {
            return new Operation("index", metadata.put("_id", ownId), mapped.source(), true, true);
        }
        return new Operation("update", metadata.put("_id", mapped.id()).put("retry_on_conflict", RETRIES),
                upsert(mapped.source()), false, true);
    }

    private static Buffer upsert(Buffer document) {
        return Buffer.buffer(document.length() + 40).appendString("{\"doc\":").appendBuffer(document)
                .appendString(",\"doc_as_upsert\":true}");
    }

    List<Operation> operations() {
        return entries.stream().map(Entry::operation).filter(operation -> operation != null).toList();
    }

    /**
     * @param delivered one for each operation
     * @param most      failures that are kept with their words
     */
    Tally count(List<Delivered> delivered, Tally before, int most) {
        Tally tally = before;
        int next = 0;
        for (Entry entry : entries) {
            String fault = entry.operation == null ? entry.fault : fault(delivered.get(next++));
            tally = fault == null ? tally.withStored() : tally.withFailed(source, entry.line.number(), fault, most);
        }
        return tally;
    }

    /** {@code null} when it is stored. */
    private static String fault(Delivered delivered) {
        if (delivered.failure() != null) {
            return delivered.failure().reason();
        }
        return delivered.answer().has("error") ? delivered.answer().at("/error/reason").asText("OpenSearch refused it") : null;
    }
}
