package io.perch.dev.bench;

import io.perch.dev.PerchServer;
import io.perch.dev.bench.load.ServerProcess;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Perch, started.
 *
 * @param name       what it runs as: {@code JVM} or {@code executable}
 * @param openSearch the url of its OpenSearch
 */
record MeasuredServer(String name, PerchServer perch, String openSearch) {

    ServerProcess process() {
        return new ServerProcess(perch.process().orElseThrow().pid());
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), perch.port());
    }

    String url() {
        return perch.url();
    }

    boolean isAlive() {
        return perch.process().filter(ProcessHandle::isAlive).isPresent();
    }
}
