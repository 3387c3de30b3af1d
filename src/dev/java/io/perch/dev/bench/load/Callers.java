package io.perch.dev.bench.load;

import io.perch.dev.bench.cases.Percentiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Callers who ask again as soon as they are answered, all on one thread: a selector costs less than a thread for each. */
public final class Callers {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int BUFFER = 256 * 1024;

    private final Requests requests;
    private final List<Long> nanos = new ArrayList<>();
    private final int[] answered;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private int refused;
    private String refusal = "";

    private Callers(Requests requests) {
        this.requests = requests;
        this.answered = new int[requests.size()];
    }

    /**
     * They ask for {@code time}, then wait for what is under way: a request's cost is counted whole or not at all.
     * Fails with {@link WrongAnswer}.
     */
    public static Load call(int callers, Requests requests, Duration time, InetSocketAddress address, ServerProcess server) {
        Callers load = new Callers(requests);
        ServerProcess own = ServerProcess.own();
        try (Selector selector = Selector.open()) {
            List<Caller> all = connected(callers, address, selector);
            double ownCpu = own.cpuSeconds();
            double cpu = server.cpuSeconds();
            long began = System.nanoTime();
            load.run(all, selector, began + time.toNanos());
            double seconds = (System.nanoTime() - began) / 1e9;
            Load done = load.done(seconds, server.cpuSeconds() - cpu, own.cpuSeconds() - ownCpu);
            for (Caller caller : all) {
                caller.close();
            }
            return done;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<Caller> connected(int callers, InetSocketAddress address, Selector selector) throws IOException {
        List<Caller> all = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            all.add(new Caller(address, selector));
        }
        return all;
    }

    private void run(List<Caller> callers, Selector selector, long end) throws IOException {
        for (Caller caller : callers) {
            caller.send(requests.next());
        }
        int underWay = callers.size();
        while (underWay > 0) {
            if (selector.select(PATIENCE.toMillis()) == 0) {
                throw new WrongAnswer("nothing for " + PATIENCE.toSeconds() + " s");
            }
            for (SelectionKey key : selector.selectedKeys()) {
                underWay -= goOn((Caller) key.attachment(), end) ? 1 : 0;
            }
            selector.selectedKeys().clear();
        }
    }

    /** Whether this caller has had his last answer. */
    private boolean goOn(Caller caller, long end) throws IOException {
        if (!caller.goOn(buffer)) {
            return false;
        }
        long now = System.nanoTime();
        note(caller, now);
        if (now - end >= 0) {
            return true;
        }
        caller.send(requests.next());
        return false;
    }

    private void note(Caller caller, long now) {
        if (caller.answeredWell()) {
            nanos.add(caller.nanos(now));
            answered[caller.number()]++;
        } else if (refused++ == 0) {
            refusal = caller.refusal();
        }
    }

    private Load done(double seconds, double cpuSeconds, double ownCpuSeconds) {
        Percentiles latencies = Percentiles.of(nanos);
        return new Load(answered, refused, refusal, seconds, cpuSeconds, ownCpuSeconds,
                latencies.at(0.5) / 1e6, latencies.at(0.99) / 1e6);
    }
}
