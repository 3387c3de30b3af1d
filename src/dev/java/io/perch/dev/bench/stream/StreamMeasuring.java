package io.perch.dev.bench.stream;

import io.perch.dev.Console;
import io.perch.dev.bench.load.Requests;
import io.perch.dev.bench.load.ServerProcess;
import io.perch.dev.bench.remote.ChatModel;
import io.perch.dev.bench.remote.Chats;
import io.perch.dev.bench.stream.StreamFacts.Memory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Opens idle streams through one server, and sees what they take. */
public final class StreamMeasuring {

    /** Before the memory is read for the first time: classes and connections that any stream has need of. */
    private static final int FIRST = 100;
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    private final String server;
    private final InetSocketAddress address;
    private final ServerProcess process;
    private final Console console;

    public StreamMeasuring(String server, InetSocketAddress address, ServerProcess process, Console console) {
        this.server = server;
        this.address = address;
        this.process = process;
        this.console = console;
    }

    /** Fails with {@link io.perch.dev.bench.load.WrongAnswer} when one of them does not begin or does not stay. */
    public StreamFacts measure(int wanted, ChatModel model, ServerProcess answerer) {
        byte[] request = Requests.bytes("/_plugins/_ml/models/" + model.id() + "/_predict/stream",
                "text/event-stream", Chats.predict());
        int files = process.openFiles();
        IdleStreams.open(FIRST, address, request).close();
        awaitClosed(files);
        Room room = Room.of(wanted, process, answerer);
        if (room.streams() < wanted) {
            console.line("only " + room.streams() + " of " + wanted + " streams: " + room.why());
        }
        return measure(room.streams(), request);
    }

    private StreamFacts measure(int count, byte[] request) {
        long before = process.mebibytes("VmRSS");
        int files = process.openFiles();
        long began = System.nanoTime();
        double seconds;
        long open;
        try (IdleStreams streams = IdleStreams.open(count, address, request)) {
            seconds = (System.nanoTime() - began) / 1e9;
            streams.idle(IDLE);
            open = process.mebibytes("VmRSS");
        }
        int left = awaitClosed(files);
        Memory memory = new Memory(before, open, process.mebibytes("VmRSS"), process.mebibytes("VmHWM"));
        return new StreamFacts(server, count, seconds, memory, left);
    }

    /** What is open beyond {@code files} when hardly anything is, or after a while. */
    private int awaitClosed(int files) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int left = process.openFiles() - files;
        while (left > 0 && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(POLL.toNanos());
            left = process.openFiles() - files;
        }
        return Math.max(0, left);
    }
}
