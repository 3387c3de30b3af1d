package io.perch.connector;

import io.perch.base.Workers;
import io.perch.connector.credential.CredentialConfig;
import io.perch.connector.credential.MasterKeys;
import io.perch.connector.credential.OpenCredential;
import io.perch.connector.credential.References;
import io.perch.connector.credential.Sealing;
import io.perch.connector.credential.Vault;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The credentials of connectors, sealed with the key in the database, under the master key of the configuration. */
@ApplicationScoped
public class Credentials {

    private static final int MOST_WAITING = 1_000;

    private final Workers workers = new Workers("credential", 1, MOST_WAITING);
    private final Sealing sealing;
    private final Vault vault;

    Credentials(CredentialConfig config, SecretKeyTable table, InstantSource clock) {
        this.sealing = new Sealing(MasterKeys.of(config), table);
        this.vault = new Vault(sealing, new References(config, System::getenv, workers, clock));
    }

    List<String> faults(Map<String, String> given) {
        return vault.faults(given);
    }

    /** What to store. Fails with REQUEST_INVALID, MASTER_KEY_MISSING, CREDENTIAL_UNREADABLE. */
    Uni<Map<String, String>> seal(String connectorId, Map<String, String> given) {
        return vault.seal(connectorId, given);
    }

    /** Fails with MASTER_KEY_MISSING, CREDENTIAL_UNREADABLE. */
    Uni<OpenCredential> open(Connector connector) {
        return vault.open(connector.id(), connector.credential());
    }

    /** As {@link #seal} made it for somebody else than a connector. Fails with MASTER_KEY_MISSING, CREDENTIAL_UNREADABLE. */
    Uni<OpenCredential> open(String owner, Map<String, String> sealed) {
        return vault.open(owner, sealed);
    }

    /** Of a connector that is not stored. Fails with REQUEST_INVALID. */
    Uni<OpenCredential> draft(Map<String, String> given) {
        return vault.draft(given);
    }

    /** Puts what is stored under the current master key. Answers whether it was under a previous one. */
    public Uni<Boolean> rotate() {
        return sealing.rewrap();
    }

    @PreDestroy
    void close() {
        workers.close();
    }
}
