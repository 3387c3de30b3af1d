package io.perch.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldTest {

    private static final long LAST_USED = 1_000;

    @Test
    void theExpiredGoUnlessNobodyMay() {
        assertThat(policiesThatTake(new Held("m", 1, LAST_USED, true, false, true), LAST_USED)).containsExactly(Evict.TTL, Evict.LRU);
    }

    @Test
    void expiredIsExpiredAlsoForOneThatDoesNotComeBack() {
        assertThat(policiesThatTake(new Held("m", 1, LAST_USED, true, false, false), LAST_USED)).containsExactly(Evict.TTL, Evict.LRU);
    }

    @Test
    void othersGoWhenTheyAreIdleAndComeBack() {
        assertThat(policiesThatTake(new Held("m", 1, LAST_USED, false, false, true), LAST_USED)).containsExactly(Evict.LRU);
        assertThat(policiesThatTake(new Held("m", 1, LAST_USED, false, false, true), LAST_USED - 1)).isEmpty();
        assertThat(policiesThatTake(new Held("m", 1, LAST_USED, false, false, false), LAST_USED)).isEmpty();
    }

    @Test
    void theBusyNeverGo() {
        assertThat(policiesThatTake(new Held("m", 1, LAST_USED, true, true, true), LAST_USED)).isEmpty();
        assertThat(policiesThatTake(new Held("m", 1, LAST_USED, false, true, true), LAST_USED)).isEmpty();
    }

    private static List<Evict> policiesThatTake(Held held, long idleSince) {
        return Arrays.stream(Evict.values()).filter(policy -> held.mayGo(policy, idleSince)).toList();
    }
}
