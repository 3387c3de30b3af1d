package io.perch.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShortageTest {

    @Test
    void theLeastRecentlyUsedGoesFirst() {
        assertThat(toGo(100, 0, used("late", 100, 9), used("early", 100, 1), used("middle", 100, 5))).containsExactly("early");
    }

    @Test
    void theExpiredGoBeforeTheLeastRecentlyUsed() {
        assertThat(toGo(100, 0, used("early", 100, 1), expired("expired", 100, 8))).containsExactly("expired");
    }

    @Test
    void asManyGoAsMustForTheBytes() {
        assertThat(toGo(150, 0, used("a", 100, 1), used("b", 100, 2), used("c", 100, 3))).containsExactly("a", "b");
    }

    @Test
    void asManyGoAsMustForThePlaces() {
        assertThat(toGo(0, 2, used("a", 100, 1), used("b", 100, 2), used("c", 100, 3))).containsExactly("a", "b");
    }

    @Test
    void nobodyGoesWhoTurnsOutNotToBeNeeded() {
        assertThat(toGo(100, 0, used("small", 10, 1), used("large", 100, 2))).containsExactly("large");
    }

    @Test
    void nobodyGoesInVain() {
        assertThat(toGo(300, 0, used("a", 100, 1), used("b", 100, 2))).isEmpty();
        assertThat(toGo(0, 3, used("a", 100, 1), used("b", 100, 2))).isEmpty();
    }

    private static List<String> toGo(long bytes, int places, Held... held) {
        return Shortage.toGo(List.of(held), bytes, places).stream().map(Held::modelId).toList();
    }

    private static Held used(String id, long bytes, long lastUsed) {
        return new Held(id, bytes, lastUsed, false, false, true);
    }

    private static Held expired(String id, long bytes, long lastUsed) {
        return new Held(id, bytes, lastUsed, true, false, true);
    }
}
