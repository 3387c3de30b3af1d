package io.perch.connector.stream;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.Delta;
import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a stream of one kind says, read from bytes that come in any pieces. Not thread-safe: one stream, one reader. */
public interface Deltas {

    /**
     * Hands on what these bytes complete, in order, also what comes before a fault among them.
     * Throws REMOTE_FAILED, REMOTE_ANSWER_TOO_LARGE, REMOTE_ANSWER_UNREADABLE.
     */
    void read(byte[] bytes, Consumer<Delta> deltas);

    /** The other side has ended its stream. Throws REMOTE_ANSWER_UNREADABLE when that was too early. */
    void end(Consumer<Delta> deltas);

    default List<Delta> read(byte[] bytes) {
        List<Delta> deltas = new ArrayList<>();
        read(bytes, deltas::add);
        return deltas;
    }

    default List<Delta> end() {
        List<Delta> deltas = new ArrayList<>();
        end(deltas::add);
        return deltas;
    }

    /** As fast as its reader asks for them; bytes are asked for when those before them are read. */
    default Multi<Delta> of(Multi<Buffer> bytes) {
        return Multi.createBy().concatenating().streams(
                bytes.onItem().transformToMultiAndConcatenate(some -> emitted(deltas -> read(some.getBytes(), deltas))),
                emitted(this::end));
    }

    private static Multi<Delta> emitted(Consumer<Consumer<Delta>> reading) {
        return Multi.createFrom().emitter(pieces -> {
            try {
                reading.accept(pieces::emit);
                pieces.complete();
            } catch (RuntimeException fault) {
                pieces.fail(fault);
            }
        });
    }

    static PerchException endedEarly() {
        return new PerchException(ErrorCode.REMOTE_ANSWER_UNREADABLE, "The stream of the remote service ended before its end",
                "ask again");
    }
}
