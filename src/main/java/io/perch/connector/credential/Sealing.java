package io.perch.connector.credential;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.smallrye.mutiny.Uni;
import java.security.SecureRandom;
import java.util.Optional;

/** Finds the data key: from memory, else from the table, where the first to need one puts it. */
public final class Sealing {

    private final MasterKeys masters;
    private final KeyTable table;
    private final SecureRandom random = new SecureRandom();
    private volatile DataKey key;

    public Sealing(MasterKeys masters, KeyTable table) {
        this.masters = masters;
        this.table = table;
    }

    /**
     * The same key on all replicas. Fails with MASTER_KEY_MISSING when there is no master key or not the one that wrapped it, and
     * with CREDENTIAL_UNREADABLE when what is stored was changed.
     */
    public Uni<DataKey> key() {
        DataKey known = key;
        return known != null ? Uni.createFrom().item(known) : found().invoke(found -> key = found);
    }

    /**
     * Wraps the data key by the current master key, when a previous one did; what it sealed stays as it is. Answers whether this
     * call did it: afterwards the previous key can go, here and on every replica.
     */
    public Uni<Boolean> rewrap() {
        return table.read().chain(stored -> stored.isEmpty() || masters.wrappedByCurrent(stored.get())
                ? Uni.createFrom().item(false)
                : table.replace(stored.get(), masters.required().wrap(unwrapped(stored.get()), random)));
    }

    private Uni<DataKey> found() {
        return table.read().chain(stored -> stored.map(there -> Uni.createFrom().item(there)).orElseGet(this::first))
                .map(this::unwrapped);
    }

    private Uni<WrappedKey> first() {
        return Uni.createFrom().deferred(() -> table.putFirst(masters.required().wrap(DataKey.fresh(random), random)));
    }

    private DataKey unwrapped(WrappedKey stored) {
        Optional<DataKey> opened = masters.of(stored).unwrap(stored, random);
        return opened.orElseThrow(() -> new PerchException(ErrorCode.CREDENTIAL_UNREADABLE,
                "The data key in table secret_key was changed, so that master key " + stored.master() + " no longer opens it",
                "restore that row from a backup of the database"));
    }
}
