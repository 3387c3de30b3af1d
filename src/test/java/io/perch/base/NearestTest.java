package io.perch.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

    @Test
    void findsTheWordThatWasMeant() {
        assertThat(Nearest.to("flat_setings", List.of("flat_settings", "timeout", "include_defaults")))
                .containsExactly("flat_settings");
    }

    @Test
    void theNearestComesFirst() {
        assertThat(Nearest.to("abcd", List.of("abce", "abcd", "abxy", "abc"))).containsExactly("abcd", "abc", "abce");
    }

    @Test
    void aStrangeWordResemblesNothing() {
        assertThat(Nearest.to("foo", List.of("pretty", "human"))).isEmpty();
    }
}
