package io.perch.engine.queue;

import io.perch.engine.function.TextFunction;
import io.perch.engine.function.Window;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/** The answer to one text of a request while its windows come in, in any order, on any thread. */
final class Answer {

    private final Request request;
    private final int position;
    private final AtomicReferenceArray<Window> windows;
    private final AtomicInteger missing;

    /** @param position of the text in its request */
    Answer(Request request, int position, int windows) {
        this.request = request;
        this.position = position;
        this.windows = new AtomicReferenceArray<>(windows);
        this.missing = new AtomicInteger(windows);
    }

    Request request() {
        return request;
    }

    /** The thread that brings the last window joins them all. */
    void put(int index, Window window, TextFunction function) {
        windows.set(index, window);
        if (missing.decrementAndGet() == 0) {
            List<Window> all = IntStream.range(0, windows.length()).mapToObj(windows::get).toList();
            request.answer(position, function.join(request.asked().texts().get(position), all), all);
        }
    }
}
