package io.perch.testing;

import io.perch.connector.address.AddressConfig;
import io.perch.connector.address.HostLookup;
import io.perch.connector.address.RememberedHosts;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Name servers as a test wants them; names that no test has spoken of are looked up as they are. */
@Alternative
@Priority(1)
@ApplicationScoped
public class TestHosts implements HostLookup {

    private final Map<String, Deque<List<InetAddress>>> told = new ConcurrentHashMap<>();
    private final RememberedHosts real;

    TestHosts(AddressConfig config, InstantSource clock) {
        this.real = new RememberedHosts(config, InetAddress::getAllByName, clock);
    }

    /** The next look-up of {@code host} is answered so, and those after it by later calls of this; the last answer stays. */
    public void answer(String host, String... addresses) {
        told.computeIfAbsent(host, name -> new ArrayDeque<>()).add(Stream.of(addresses).map(TestHosts::address).toList());
    }

    public void forget() {
        told.clear();
    }

    @Override
    public Uni<List<InetAddress>> all(String host) {
        Deque<List<InetAddress>> answers = told.get(host);
        if (answers == null) {
            return real.all(host);
        }
        synchronized (answers) {
            return Uni.createFrom().item(answers.size() == 1 ? answers.peek() : answers.poll());
        }
    }

    @PreDestroy
    void close() {
        real.close();
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(text + " is written as an address", impossible);
        }
    }
}
