package io.perch.connector;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;

/** How a remote service wants to be called, by ML Commons's names. */
public enum Protocol {
    @JsonProperty("http") HTTP,
    @JsonProperty("aws_sigv4") AWS_SIGV4;

    public static Optional<Protocol> read(String text) {
        for (Protocol protocol : values()) {
            if (protocol.wireName().equals(text)) {
                return Optional.of(protocol);
            }
        }
        return Optional.empty();
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
