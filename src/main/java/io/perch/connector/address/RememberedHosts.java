package io.perch.connector.address;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.base.Workers;
import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Looks hosts up on threads of its own, once for all who ask at the same time, and remembers the answers for a moment. */
public final class RememberedHosts implements HostLookup, AutoCloseable {

    /** {@code InetAddress::getAllByName}; blocks. */
    public interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private static final int MOST_WAITING = 1000;
    /** Hosts can come out of parameters of callers. */
    private static final int MOST_REMEMBERED = 1000;

    private final Resolver resolver;
    private final Duration memory;
    private final Duration timeout;
    private final Workers workers;
    private final InstantSource clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Map<String, Uni<List<InetAddress>>> running = new ConcurrentHashMap<>();

    public RememberedHosts(AddressConfig config, Resolver resolver, InstantSource clock) {
        this.resolver = resolver;
        this.memory = config.dnsMemory();
        this.timeout = config.dnsTimeout();
        this.workers = new Workers("dns", config.dnsThreads(), MOST_WAITING);
        this.clock = clock;
    }

    @Override
    public Uni<List<InetAddress>> all(String host) {
        Known answer = known.get(host);
        if (answer != null && clock.instant().isBefore(answer.until)) {
            return Uni.createFrom().item(answer.addresses);
        }
        // each caller goes on where it stood, not where the one stood who asked first
        return Uni.createFrom().deferred(() -> running.computeIfAbsent(host, this::started).emitOn(Workers.callersContext()));
    }

    private Uni<List<InetAddress>> started(String host) {
        return workers.run(() -> List.of(resolver.resolve(host)))
                .ifNoItem().after(timeout).failWith(() -> new PerchException(ErrorCode.REMOTE_TIMED_OUT,
                        "Error communicating with remote model: the host " + host + " was not found within "
                                + timeout.toMillis() / 1000.0 + " s", "see that name servers answer where Perch runs"))
                .onFailure(UnknownHostException.class).transform(unknown -> new PerchException(ErrorCode.REMOTE_UNREACHABLE,
                        "Error communicating with remote model: there is no host " + host,
                        "see that the url is right and that its host is known where Perch runs", unknown))
                .invoke(addresses -> remember(host, addresses))
                .onTermination().invoke(() -> running.remove(host))
                .memoize().indefinitely();
    }

    private void remember(String host, List<InetAddress> addresses) {
        if (known.size() >= MOST_REMEMBERED) {
            Instant now = clock.instant();
            known.values().removeIf(old -> !now.isBefore(old.until));
            if (known.size() >= MOST_REMEMBERED) {
                known.clear();
            }
        }
        known.put(host, new Known(addresses, clock.instant().plus(memory)));
    }

    @Override
    public void close() {
        workers.close();
    }

    private record Known(List<InetAddress> addresses, Instant until) {
    }
}
