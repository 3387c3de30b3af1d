package io.perch.connector.credential;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Where the wrapped data key is kept, once for all replicas. */
public interface KeyTable {

    Uni<Optional<WrappedKey>> read();

    /** Stores {@code first} unless there is a key already; answers the one that is there then. */
    Uni<WrappedKey> putFirst(WrappedKey first);

    /** Compare-and-set: whether {@code was} was there as it is, and {@code now} has taken its place. */
    Uni<Boolean> replace(WrappedKey was, WrappedKey now);
}
