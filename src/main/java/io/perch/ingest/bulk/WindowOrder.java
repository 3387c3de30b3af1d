package io.perch.ingest.bulk;

import io.perch.base.Workers;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/**
 * Windows of one bulk overtake each other; what they do to one document is done in the order in which it was asked for. Safe for
 * all threads.
 */
final class WindowOrder {

    private final TreeSet<Integer> underWay = new TreeSet<>();
    /** What each of them does something to. Of a window in a pipeline nobody knows yet. */
    private final Map<Integer, Set<String>> ids = new HashMap<>();
    private final Map<Integer, Runnable> waiting = new TreeMap<>();

    /** Windows begin in their order. */
    synchronized void begin(int window) {
        underWay.add(window);
    }

    /**
     * Completes when no window before this one will do anything more to the same documents.
     *
     * @param touched ids of documents
     */
    Uni<Void> turn(int window, Set<String> touched) {
        return Uni.createFrom().emitter(emitter -> {
            Executor back = Workers.callersContext();
            await(window, touched, () -> back.execute(() -> emitter.complete(null)));
        });
    }

    private void await(int window, Set<String> touched, Runnable go) {
        List<Runnable> now;
        synchronized (this) {
            ids.put(window, touched);
            waiting.put(window, go);
            now = free();
        }
        now.forEach(Runnable::run);
    }

    /** However it ended. */
    void end(int window) {
        List<Runnable> now;
        synchronized (this) {
            underWay.remove(window);
            ids.remove(window);
            waiting.remove(window);
            now = free();
        }
        now.forEach(Runnable::run);
    }

    /** Those whose turn has come. */
    private List<Runnable> free() {
        List<Integer> windows = waiting.keySet().stream().filter(this::isFree).toList();
        List<Runnable> free = new ArrayList<>();
        windows.forEach(window -> free.add(waiting.remove(window)));
        return free;
    }

    private boolean isFree(int window) {
        return underWay.headSet(window).stream().allMatch(earlier ->
                ids.containsKey(earlier) && Collections.disjoint(ids.get(earlier), ids.get(window)));
    }
}
