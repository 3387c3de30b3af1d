package io.perch.connector;

import io.perch.base.Database;
import io.perch.connector.credential.KeyTable;
import io.perch.connector.credential.WrappedKey;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;

/** The wrapped data key in the database: one row, whoever comes first writes it. */
@ApplicationScoped
class SecretKeyTable implements KeyTable {

    private static final String READ = "SELECT id, master, wrapped FROM secret_key";

    private static final String PUT_FIRST = """
            INSERT INTO secret_key (id, master, wrapped, created_time) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING""";

    private static final String REPLACE = """
            UPDATE secret_key SET id = ?1, master = ?2, wrapped = ?3 WHERE id = ?4 AND master = ?5 AND wrapped = ?6""";

    private final InstantSource clock;

    SecretKeyTable(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Uni<Optional<WrappedKey>> read() {
        return Panache.withSession(SecretKeyTable::row);
    }

    private static Uni<Optional<WrappedKey>> row() {
        return Panache.getSession().chain(session -> session.createNativeQuery(READ, Object[].class).getSingleResultOrNull())
                .map(row -> row == null ? Optional.empty()
                        : Optional.of(new WrappedKey((String) row[0], (String) row[1], (String) row[2])));
    }

    @Override
    public Uni<WrappedKey> putFirst(WrappedKey first) {
        return Panache.withTransaction(() -> Database.execute(PUT_FIRST, first.id(), first.master(), first.wrapped(), clock.millis())
                .chain(SecretKeyTable::row).map(Optional::orElseThrow));
    }

    @Override
    public Uni<Boolean> replace(WrappedKey was, WrappedKey now) {
        return Panache.withTransaction(() -> Database.execute(REPLACE, now.id(), now.master(), now.wrapped(), was.id(),
                was.master(), was.wrapped()).map(changed -> changed == 1));
    }
}
