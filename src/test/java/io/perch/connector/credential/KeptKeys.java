package io.perch.connector.credential;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Table {@code secret_key} in memory. */
final class KeptKeys implements KeyTable {

    WrappedKey row;
    int reads;
    /** What another replica does between a read and the write that follows. */
    Runnable meanwhile = () -> { };

    @Override
    public Uni<Optional<WrappedKey>> read() {
        reads++;
        Optional<WrappedKey> seen = Optional.ofNullable(row);
        meanwhile.run();
        return Uni.createFrom().item(seen);
    }

    @Override
    public Uni<WrappedKey> putFirst(WrappedKey first) {
        row = row == null ? first : row;
        return Uni.createFrom().item(row);
    }

    @Override
    public Uni<Boolean> replace(WrappedKey was, WrappedKey now) {
        boolean asItWas = was.equals(row);
        row = asItWas ? now : row;
        return Uni.createFrom().item(asItWas);
    }
}
