package io.perch.artifact;

import io.smallrye.mutiny.Uni;
import java.util.function.IntFunction;

/** Gives items in order while the next one is already on its way; two are held at most. */
final class ReadAhead<T> {

    private final IntFunction<Uni<T>> source;
    private final int end;
    private Uni<T> next;

    ReadAhead(int end, IntFunction<Uni<T>> source) {
        this.source = source;
        this.end = end;
    }

    /** To be called with 0, 1, 2 … as the one before has been used up. */
    Uni<T> take(int number) {
        Uni<T> taken = next == null ? start(number) : next;
        next = number + 1 < end ? start(number + 1) : null;
        return taken;
    }

    private Uni<T> start(int number) {
        Uni<T> started = source.apply(number).memoize().indefinitely();
        // its failure is heard by whoever takes it
        started.subscribe().with(arrived -> { }, failure -> { });
        return started;
    }
}
