package io.perch.connector.call;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * {@code client_config} of a connector, members and units as ML Commons has them; {@code null} where the owner said nothing.
 *
 * @param maxConnection     connections that one replica opens
 * @param connectionTimeout seconds to get a connection
 * @param readTimeout       seconds without a byte from the other side
 * @param maxRetryTimes     0: no retry; -1: until {@code retryTimeout} is over
 * @param retryBackoff      milliseconds, the base of the pause between tries
 * @param retryTimeout      seconds for all tries together
 * @param mutualTls         show a certificate to the other side
 * @param keystoreType      {@code PEM} or {@code PKCS12}
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClientConfig(
        @JsonProperty("max_connection") Integer maxConnection,
        @JsonProperty("connection_timeout") Integer connectionTimeout,
        @JsonProperty("read_timeout") Integer readTimeout,
        @JsonProperty("max_retry_times") Integer maxRetryTimes,
        @JsonProperty("retry_backoff_millis") Integer retryBackoff,
        @JsonProperty("retry_timeout_seconds") Integer retryTimeout,
        @JsonProperty("retry_backoff_policy") RetryPolicy retryPolicy,
        @JsonProperty("skip_ssl_verification") Boolean skipSslVerification,
        @JsonProperty("mutual_tls_enabled") Boolean mutualTls,
        @JsonProperty("keystore_type") String keystoreType) {

    public static final ClientConfig NONE = new ClientConfig(null, null, null, null, null, null, null, null, null, null);
}
