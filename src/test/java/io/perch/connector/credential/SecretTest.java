package io.perch.connector.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void showsItsValueOnRequestOnly() {
        Secret secret = Secret.of("sk-123456");

        assertThat(secret.reveal()).isEqualTo("sk-123456");
        assertThat(secret).hasToString("***");
        assertThat(new Credential(Map.of("key", secret))).hasToString("{key=***}");
        assertThat("%s %s".formatted(secret, Map.of("key", secret))).doesNotContain("123");
    }

    /** By accident it could only be written as {@code {}} or not at all. */
    @Test
    void noJsonWriterFindsTheValue() {
        assertThatThrownBy(() -> new ObjectMapper().writeValueAsString(Secret.of("sk-123456")))
                .isInstanceOf(InvalidDefinitionException.class);
    }

    @Test
    void isEqualByValue() {
        assertThat(Secret.of("one")).isEqualTo(Secret.of("one")).hasSameHashCodeAs(Secret.of("one"));
        assertThat(Secret.of("one")).isNotEqualTo(Secret.of("two")).isNotEqualTo("one");
    }
}
