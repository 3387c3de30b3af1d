package io.perch.base;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** Small words for the transaction at hand; each must run inside one. */
public final class Database {

    /** The class of SQL states that means a constraint was violated. */
    private static final String INTEGRITY_CONSTRAINT = "23";
    /** character_not_in_repertoire: texts are sent as valid UTF-8, so it is U+0000. */
    private static final String NUL_IN_TEXT = "22021";

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

    /**
     * Whether a statement ran into this constraint. The plain client says so by name; Hibernate Reactive hands on the server's
     * words only, whose language depends on the server, so that nothing but the name in them counts.
     */
    public static boolean violates(Throwable failure, String constraint) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            boolean refused = switch (at) {
                case PgException client -> constraint.equals(client.getConstraint());
                case SQLException hibernate -> isConstraint(hibernate) && names(hibernate, constraint);
                default -> false;
            };
            if (refused) {
                return true;
            }
        }
        return false;
    }

    /** Whether a text had the character U+0000, the only one that PostgreSQL's texts cannot hold. */
    public static boolean refusedNul(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            boolean refused = switch (at) {
                case PgException client -> NUL_IN_TEXT.equals(client.getSqlState());
                case SQLException hibernate -> NUL_IN_TEXT.equals(hibernate.getSQLState());
                default -> false;
            };
            if (refused) {
                return true;
            }
        }
        return false;
    }

    private static boolean isConstraint(SQLException failure) {
        return failure.getSQLState() != null && failure.getSQLState().startsWith(INTEGRITY_CONSTRAINT);
    }

    private static boolean names(SQLException failure, String constraint) {
        return Pattern.compile("\\b" + Pattern.quote(constraint) + "\\b").matcher(String.valueOf(failure.getMessage())).find();
    }
}
