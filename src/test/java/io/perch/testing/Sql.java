package io.perch.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Perch's database from the side: what callers cannot see, and what other replicas would write. */
public final class Sql {

    private static final String PERCH = "perch";

    private interface Job<T> {
        T run(PreparedStatement sql) throws SQLException;
    }

    private Sql() {
    }

    public static int execute(String statement, Object... parameters) {
        return with(PERCH, statement, parameters, PreparedStatement::executeUpdate);
    }

    public static long number(String query, Object... parameters) {
        return Long.parseLong(text(query, parameters));
    }

    /** The first column of the first row; {@code null} when there is none. */
    public static String text(String query, Object... parameters) {
        return textIn(PERCH, query, parameters);
    }

    /** As {@link #text}, in another database of the same server. */
    public static String textIn(String database, String query, Object... parameters) {
        return with(database, query, parameters, sql -> {
            try (ResultSet rows = sql.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        });
    }

    private static <T> T with(String database, String statement, Object[] parameters, Job<T> job) {
        String url = "jdbc:postgresql://127.0.0.1:" + Servers.postgres().port() + "/" + database;
        try (Connection connection = DriverManager.getConnection(url, "perch", "perch");
                PreparedStatement sql = connection.prepareStatement(statement)) {
            for (int i = 0; i < parameters.length; i++) {
                sql.setObject(i + 1, parameters[i]);
            }
            return job.run(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
