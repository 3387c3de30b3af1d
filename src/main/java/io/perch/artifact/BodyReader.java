package io.perch.artifact;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP body pulled one step at a time by a thread that may wait. The client's own input stream has no read timeout:
 * a server that falls silent would hold a worker for ever.
 */
final class BodyReader implements HttpResponse.BodySubscriber<BodyReader>, AutoCloseable {

    private sealed interface Signal {
    }

    private record Bytes(List<ByteBuffer> buffers) implements Signal {
    }

    private record End() implements Signal {
    }

    private record Broken(Throwable why) implements Signal {
    }

    // never longer than two: one step is asked for at a time
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final CompletableFuture<Subscription> source = new CompletableFuture<>();

    /** The next bytes, or nothing at the end. HttpTimeoutException when none came within {@code patience}. */
    List<ByteBuffer> next(Duration patience) throws IOException, InterruptedException {
        source.join().request(1);
        return switch (signals.poll(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            case Bytes some -> some.buffers();
            case End end -> List.of();
            case Broken broken -> throw new IOException(broken.why().getMessage(), broken.why());
            case null -> throw new HttpTimeoutException("no byte came for " + patience.toMillis() / 1000.0 + " s");
        };
    }

    @Override
    public CompletionStage<BodyReader> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        source.complete(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        signals.add(new Bytes(buffers));
    }

    @Override
    public void onError(Throwable why) {
        signals.add(new Broken(why));
    }

    @Override
    public void onComplete() {
        signals.add(new End());
    }

    /** Ends the connection when the body has not. */
    @Override
    public void close() {
        source.thenAccept(Subscription::cancel);
    }
}
