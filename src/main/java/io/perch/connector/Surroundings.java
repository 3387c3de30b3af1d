package io.perch.connector;

import io.perch.connector.address.AddressConfig;
import io.perch.connector.address.HostLookup;
import io.perch.connector.address.RememberedHosts;
import io.perch.connector.call.CallMetrics;
import io.perch.connector.call.RemoteClient;
import io.perch.connector.call.RemoteConfig;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import java.net.InetAddress;
import java.time.InstantSource;

/** What calls to remote services need of the house. */
@ApplicationScoped
class Surroundings {

    @Produces
    @ApplicationScoped
    HostLookup hosts(AddressConfig config, InstantSource clock) {
        return new RememberedHosts(config, InetAddress::getAllByName, clock);
    }

    void close(@Disposes HostLookup hosts) {
        if (hosts instanceof RememberedHosts remembered) {
            remembered.close();
        }
    }

    @Produces
    @Dependent
    ConnectorClient.Surroundings ofClients(HostLookup hosts, Trust trust, RemoteWorkers workers, Vertx vertx, RemoteConfig config,
            InstantSource clock, CallMetrics metrics) {
        return new ConnectorClient.Surroundings(hosts, trust, workers, new RemoteClient.Surroundings(vertx, config, clock, metrics));
    }
}
