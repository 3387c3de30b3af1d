package io.perch.dev.bench.stream;

import io.perch.dev.bench.load.WrongAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Streams that have had their first event and wait for the next, all on one thread. */
public final class IdleStreams implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Fewer than may wait for a connection on the way: this is about streams that are open, not about a storm of new ones. */
    private static final int BEGINNING_AT_ONCE = 64;
    private static final int BUFFER = 16 * 1024;

    private final Selector selector;
    private final List<IdleStream> streams = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private int begun;

    private IdleStreams(Selector selector) {
        this.selector = selector;
    }

    /** Returns when all of them have begun. Fails with {@link WrongAnswer}. @param request that begins one */
    public static IdleStreams open(int count, InetSocketAddress server, byte[] request) {
        IdleStreams streams = new IdleStreams(selector());
        try {
            streams.begin(count, server, request);
            return streams;
        } catch (IOException failure) {
            streams.close();
            throw new UncheckedIOException(failure);
        } catch (WrongAnswer failure) {
            streams.close();
            throw failure;
        }
    }

    private static Selector selector() {
        try {
            return Selector.open();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void begin(int count, InetSocketAddress server, byte[] request) throws IOException {
        while (begun < count) {
            while (streams.size() < count && streams.size() - begun < BEGINNING_AT_ONCE) {
                streams.add(new IdleStream(server, request, selector));
            }
            if (selector.select(PATIENCE.toMillis()) == 0) {
                throw new WrongAnswer("nothing for " + PATIENCE.toSeconds() + " s; " + begun + " streams have begun");
            }
            readOn();
        }
    }

    /** Waits, to see that nothing happens. Fails with {@link WrongAnswer} when a stream ends or goes on. */
    public void idle(Duration time) {
        try {
            long end = System.nanoTime() + time.toNanos();
            for (long left = time.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                selector.select(left);
                readOn();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void readOn() throws IOException {
        for (SelectionKey key : selector.selectedKeys()) {
            begun += ((IdleStream) key.attachment()).goOn(buffer) ? 1 : 0;
        }
        selector.selectedKeys().clear();
    }

    /** Hangs up, all of them. */
    @Override
    public void close() {
        try {
            for (IdleStream stream : streams) {
                stream.close();
            }
            selector.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
