package io.perch.base;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import java.util.Optional;

/** Small words for the transaction at hand; each must run inside one. */
public final class Database {

    private Database() {
    }

    /** Runs one changing statement with positional parameters from {@code ?1}. Returns the number of rows it changed. */
    public static Uni<Integer> execute(String sql, Object... parameters) {
        return Panache.getSession().chain(session -> {
            var query = session.createNativeQuery(sql);
            for (int i = 0; i < parameters.length; i++) {
                query.setParameter(i + 1, parameters[i]);
            }
            return query.executeUpdate();
        });
    }

    /** The name of the constraint that a statement ran into, when it was one. */
    public static Optional<String> violatedConstraint(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof PgException refused && refused.getConstraint() != null) {
                return Optional.of(refused.getConstraint());
            }
        }
        return Optional.empty();
    }

    public static boolean violates(Throwable failure, String constraint) {
        return violatedConstraint(failure).filter(constraint::equals).isPresent();
    }
}
