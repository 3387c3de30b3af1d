package io.perch.connector.call;

import io.perch.connector.call.Troubles.Timeouts;
import java.time.Duration;
import java.util.Objects;

/**
 * {@code client_config} with ML Commons's defaults for what its owner did not say.
 *
 * @param retries -1: until {@code retryTimeout} is over
 */
record ClientLimits(int connections, Timeouts timeouts, int retries, Duration retryBackoff, Duration retryTimeout,
        RetryPolicy retryPolicy) {

    private static final int CONNECTIONS = 30;
    private static final int SECONDS = 30;
    private static final int BACKOFF_MILLIS = 200;

    static ClientLimits of(ClientConfig said) {
        return new ClientLimits(or(said.maxConnection(), CONNECTIONS),
                new Timeouts(Duration.ofSeconds(or(said.connectionTimeout(), SECONDS)),
                        Duration.ofSeconds(or(said.readTimeout(), SECONDS))),
                or(said.maxRetryTimes(), 0), Duration.ofMillis(or(said.retryBackoff(), BACKOFF_MILLIS)),
                Duration.ofSeconds(or(said.retryTimeout(), SECONDS)),
                Objects.requireNonNullElse(said.retryPolicy(), RetryPolicy.CONSTANT));
    }

    private static int or(Integer said, int otherwise) {
        return said == null ? otherwise : said;
    }
}
