package io.perch.ingest.bulk;

import java.util.ArrayList;
import java.util.List;

/** Operations that go through a pipeline and to OpenSearch together. */
final class Window {

    private final int number;
    private final List<Entry> entries = new ArrayList<>();
    private long bytes;

    /** @param number of the window in its bulk, from 0 */
    Window(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    List<Entry> entries() {
        return entries;
    }

    long bytes() {
        return bytes;
    }

    void add(Entry entry) {
        entries.add(entry);
        bytes += entry.bytes();
    }
}
