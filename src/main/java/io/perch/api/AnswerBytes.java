package io.perch.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perch.base.Workers;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import io.vertx.core.buffer.Buffer;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.concurrent.Callable;

/** Writes numbers straight into the bytes of an answer, 384 of them in some ten µs; long answers off the event loop. */
@ApplicationScoped
class AnswerBytes {

    /** Numbers that an event loop may write; more would hold it for milliseconds. */
    private static final int MOST_ON_EVENT_LOOP = 20_000;
    private static final int MOST_WAITING = 1_000;
    private static final int CHARS_OF_A_NUMBER = 13;

    private final JsonFactory json = new ObjectMapper().getFactory();
    private final Workers writers = new Workers("answer-writer", Runtime.getRuntime().availableProcessors(), MOST_WAITING);

    /** Writes one JSON value. */
    interface Writing {
        void to(JsonGenerator out) throws IOException;
    }

    /** Fails with what {@code answer} throws. */
    Uni<Buffer> write(long numbers, Writing answer) {
        return numbers <= MOST_ON_EVENT_LOOP
                ? Uni.createFrom().item(() -> bytes(answer))
                : writers.run(() -> bytes(answer));
    }

    /** Fails with what {@code work} throws. @param bytes that it goes through */
    <T> Uni<T> work(long bytes, Callable<T> work) {
        return bytes <= (long) MOST_ON_EVENT_LOOP * CHARS_OF_A_NUMBER
                ? Uni.createFrom().item(Unchecked.supplier(work::call)) : writers.run(work);
    }

    @PreDestroy
    void close() {
        writers.close();
    }

    private Buffer bytes(Writing answer) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(json._getBufferRecycler());
                JsonGenerator out = json.createGenerator(bytes)) {
            answer.to(out);
            out.flush();
            return Buffer.buffer(bytes.toByteArray());
        } catch (IOException impossible) {
            throw new AssertionError("memory does not fail", impossible);
        }
    }
}
