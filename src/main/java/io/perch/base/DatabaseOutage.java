package io.perch.base;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;

/** Tells "PostgreSQL is away" (worth another try) from every other failure. */
public final class DatabaseOutage {

    private DatabaseOutage() {
    }

    /**
     * Looks at {@code failure} and its causes. A failure that has a name of its own is what its name says, whatever caused it:
     * a download that was refused must not pass for a database that is away.
     */
    public static boolean causes(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PerchException named && named.code() != ErrorCode.INTERNAL) {
                return named.code() == ErrorCode.DATABASE_UNAVAILABLE;
            }
            if (isOutage(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOutage(Throwable failure) {
        return switch (failure) {
            case PgException refusal -> isAway(refusal.getSqlState());
            // how Hibernate Reactive hands on the same refusals
            case SQLException refusal -> isAway(refusal.getSQLState());
            case ConnectException unreachable -> true;
            case UnknownHostException unknown -> true;
            case ClosedChannelException closed -> true;
            case ClosedConnectionException closed -> true;
            // the pool's own words: it has no types for these
            case VertxException pool -> says(pool, "Pool closed", "Connection is closed", "Connection was closed");
            case NoStackTraceThrowable pool -> says(pool, "Timeout", "Pool closed");
            default -> false;
        };
    }

    /** 08: connection exception, 57P: shutting down or not up yet, 53300: too many connections. */
    private static boolean isAway(String state) {
        return state != null && (state.startsWith("08") || state.startsWith("57P") || state.equals("53300"));
    }

    private static boolean says(Throwable failure, String... words) {
        String message = String.valueOf(failure.getMessage());
        for (String word : words) {
            if (message.startsWith(word)) {
                return true;
            }
        }
        return false;
    }
}
