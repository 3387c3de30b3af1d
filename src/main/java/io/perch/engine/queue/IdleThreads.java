package io.perch.engine.queue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Engine threads without work. The one that ran last is woken first: its caches are the warmest. Guarded by the given lock. */
final class IdleThreads {

    private final ReentrantLock lock;
    private final Deque<Condition> waiting = new ArrayDeque<>();

    IdleThreads(ReentrantLock lock) {
        this.lock = lock;
    }

    /** Those that nobody has woken yet. */
    int count() {
        return waiting.size();
    }

    void await() {
        Condition mine = lock.newCondition();
        waiting.push(mine);
        while (waiting.contains(mine)) {
            mine.awaitUninterruptibly();
        }
    }

    void wakeOne() {
        Condition latest = waiting.poll();
        if (latest != null) {
            latest.signal();
        }
    }

    void wakeAll() {
        while (!waiting.isEmpty()) {
            wakeOne();
        }
    }
}
