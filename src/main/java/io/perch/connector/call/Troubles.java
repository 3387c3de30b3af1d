package io.perch.connector.call;

import io.netty.channel.ConnectTimeoutException;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.call.CallFailed.Verdict;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What went wrong below HTTP, in words that say what to do. */
record Troubles(HttpCall call, Timeouts timeouts) {

    private static final String LEAD = "Error communicating with remote model: ";

    /** @param connect to get a connection; @param read without a byte */
    record Timeouts(Duration connect, Duration read) {
    }

    /** Before there was a connection. @param busy every connection that the connector may open was in use */
    CallFailed connecting(Throwable failure, boolean busy) {
        return switch (failure) {
            case ConnectionPoolTooBusyException full -> busy();
            case ConnectTimeoutException slow -> noConnection();
            case TimeoutException late when busy -> busy();
            case TimeoutException late -> noConnection();
            case SSLException tls -> tls(tls);
            case NoRouteToHostException gone -> unreachable("there is no route to " + call.otherSide(), failure);
            case ConnectException refused -> unreachable("the connection to " + call.otherSide() + " was refused", failure);
            default -> failure.getCause() instanceof SSLException tls ? tls(tls) : unreachable(words(failure), failure);
        };
    }

    /** On a connection. @param answering the status line had come */
    CallFailed talking(Throwable failure, boolean answering) {
        return switch (failure) {
            case TimeoutException silent -> new CallFailed(new PerchException(ErrorCode.REMOTE_TIMED_OUT, LEAD
                    + "Read timed out: nothing came from " + call.otherSide() + " for " + seconds(timeouts.read()),
                    "raise client_config.read_timeout of the connector if the service needs longer"), Verdict.OUTAGE);
            case HttpClosedException closed -> unreachable(call.otherSide() + " closed the connection "
                    + (answering ? "in the middle of its answer" : "before it answered"), failure);
            case SSLException tls -> tls(tls);
            default -> unreachable((answering ? "the answer of " : "the request to ") + call.otherSide() + " broke off: "
                    + words(failure), failure);
        };
    }

    private CallFailed noConnection() {
        return new CallFailed(new PerchException(ErrorCode.REMOTE_TIMED_OUT, LEAD + "no connection to " + call.otherSide()
                + " within " + seconds(timeouts.connect()), "see that the service can be reached from where Perch runs;"
                + " client_config.connection_timeout says how long is waited"), Verdict.OUTAGE);
    }

    private CallFailed busy() {
        return new CallFailed(new PerchException(ErrorCode.REMOTE_BUSY, LEAD + "all connections to " + call.otherSide()
                + " are in use", "raise client_config.max_connection of the connector, or send fewer requests at once"),
                Verdict.FINAL);
    }

    private CallFailed tls(SSLException failure) {
        return new CallFailed(new PerchException(ErrorCode.REMOTE_UNREACHABLE, LEAD + "TLS with " + call.otherSide()
                + " failed: " + words(failure), "see the certificates of both sides; client_config has mutual_tls_enabled and"
                + " skip_ssl_verification", failure), new Verdict(false, true, null));
    }

    private CallFailed unreachable(String what, Throwable failure) {
        return new CallFailed(new PerchException(ErrorCode.REMOTE_UNREACHABLE, LEAD + what,
                "see that the service is up and can be reached from where Perch runs", failure), Verdict.OUTAGE);
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }

    private static String words(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
