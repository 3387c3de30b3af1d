package io.perch.connector.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Knows the hosts that a test gives it, and can be held up. */
final class NameServer implements RememberedHosts.Resolver {

    final AtomicInteger asked = new AtomicInteger();
    final CountDownLatch arrived = new CountDownLatch(1);
    private final Map<String, List<InetAddress>> hosts = new ConcurrentHashMap<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    void put(String host, String... addresses) {
        hosts.put(host, AddressRulesTest.addresses(addresses));
    }

    /** From now on nobody is answered before {@link #release()}. */
    void hold() {
        gate = new CountDownLatch(1);
    }

    void release() {
        gate.countDown();
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        asked.incrementAndGet();
        arrived.countDown();
        try {
            gate.await();
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException(host);
        }
        if (!hosts.containsKey(host)) {
            throw new UnknownHostException(host);
        }
        return hosts.get(host).toArray(InetAddress[]::new);
    }
}
