package io.perch.connector.address;

import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.util.List;

/** Finds the addresses of a host without blocking the thread that asks. */
public interface HostLookup {

    /**
     * All addresses, at least one. Fails with REMOTE_UNREACHABLE when there is no such host, REMOTE_TIMED_OUT when the answer
     * takes too long and QUEUE_FULL when too many wait for one.
     */
    Uni<List<InetAddress>> all(String host);

    /** The addresses of {@code endpoint} that may be dialled. Fails as {@link #all} and {@link AddressRules#allow} do. */
    default Uni<List<InetAddress>> allowed(Endpoint endpoint, AddressRules rules) {
        return endpoint.address().map(literal -> Uni.createFrom().item(List.of(literal))).orElseGet(() -> all(endpoint.host()))
                .map(found -> rules.allow(endpoint, found));
    }
}
