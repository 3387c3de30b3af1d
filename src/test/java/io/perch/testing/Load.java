package io.perch.testing;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Callers who call again and again, from construction until {@link #close}. */
public final class Load implements AutoCloseable {

    private final Map<Integer, List<String>> answers = new TreeMap<>();
    private final List<Thread> callers = new ArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean stopped;

    public Load(int callers, Supplier<Response> call) {
        for (int i = 0; i < callers; i++) {
            this.callers.add(Thread.ofPlatform().start(() -> callUntilStopped(call)));
        }
    }

    private void callUntilStopped(Supplier<Response> call) {
        while (!stopped) {
            try {
                Response answer = call.get();
                note(answer.statusCode(), answer.asString());
            } catch (RuntimeException | Error failure) {
                // status 0: no answer at all
                note(0, failure.toString());
            }
        }
    }

    private synchronized void note(int status, String body) {
        count.incrementAndGet();
        answers.computeIfAbsent(status, any -> new ArrayList<>()).add(body);
    }

    /** Returns when so many more calls have been answered. */
    public Load goOn(int calls) {
        int goal = count.get() + calls;
        Await.until("there are " + calls + " more answers", () -> count.get() >= goal);
        return this;
    }

    /** Bodies by status, in order of arrival; 0: no answer. */
    public synchronized Map<Integer, List<String>> answers() {
        return new TreeMap<>(answers);
    }

    @Override
    public void close() {
        stopped = true;
        callers.forEach(Load::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
