package io.perch.connector.call;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds on calls to remote services; {@code client_config} of a connector has its own besides. */
@ConfigMapping(prefix = "perch.remote")
public interface RemoteConfig {

    /** Bytes of one answer, whatever {@code plugins.ml_commons.max_json_size} says. */
    @WithDefault("256000000")
    long maxAnswerSize();

    /** Calls of one connector that may wait for a connection, on one replica. */
    @WithDefault("1000")
    int maxWaiting();

    /** Calls that one predict of many documents makes at once. */
    @WithDefault("16")
    int callsAtOnce();

    /** Bytes of an answer or a request that an event loop reads or writes; more goes to a worker. */
    @WithDefault("100000")
    int maxOnEventLoop();

    CircuitBreaker circuitBreaker();

    /** Leaves a service alone for a while that does not answer, or answers 5xx. */
    interface CircuitBreaker {

        @WithDefault("true")
        boolean enabled();

        /** The last so many calls count. */
        @WithDefault("20")
        int calls();

        /** The share of them that must fail, 0 to 1. */
        @WithDefault("0.75")
        double failureRatio();

        /** How long it is left alone before one call tries again. */
        @WithDefault("5s")
        Duration pause();
    }
}
