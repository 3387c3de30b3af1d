package io.perch.engine.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AgreementTest {

    @Test
    void theLowestVectorCounts() {
        Agreement agreement = Agreement.of(new float[] {1, 0, 1, 0}, new float[] {1, 0, 3, 4}, 2);

        assertThat(agreement.lowestCosine()).isEqualTo(0.6, within(1e-12));
        assertThat(agreement.largestDifference()).isEqualTo(4);
    }

    @Test
    void singleNumbersAreOneVector() {
        assertThat(Agreement.of(new float[] {1, 0}, new float[] {3, 4}, 1).lowestCosine()).isEqualTo(0.6, within(1e-12));
    }

    @Test
    void oneNumberAloneHasNoAngle() {
        assertThat(Agreement.of(new float[] {0.5f}, new float[] {0.25f}, 1).lowestCosine()).isEqualTo(0.75);
        assertThat(Agreement.of(new float[] {8}, new float[] {6}, 1).lowestCosine()).isEqualTo(0.75);
    }

    @Test
    void nothingIsLikeNothing() {
        assertThat(Agreement.of(new float[] {0, 0}, new float[] {0, 0}, 2)).isEqualTo(new Agreement(1, 0));
    }

    @Test
    void whatIsNoNumberIsNeverEnough() {
        Agreement damaged = Agreement.of(new float[] {1, 0, Float.NaN, 0}, new float[] {1, 0, 1, 0}, 2);

        assertThat(damaged.isEnough()).isFalse();
        assertThat(new Agreement(1, 0).and(damaged).isEnough()).isFalse();
        assertThat(damaged.and(new Agreement(1, 0)).isEnough()).isFalse();
        assertThat(Agreement.of(new float[] {1}, new float[] {1, 1}, 1).isEnough()).isFalse();
        assertThat(Agreement.of(new float[] {1, 0}, new float[] {0, 0}, 2).isEnough()).isFalse();
    }

    /** A logit that means "never". */
    @Test
    void theSameInfinityInBothIsNoDifference() {
        float never = Float.NEGATIVE_INFINITY;

        assertThat(Agreement.of(new float[] {1, never, 2}, new float[] {1, never, 2}, 3)).isEqualTo(new Agreement(1, 0));
        assertThat(Agreement.of(new float[] {1, never, 2}, new float[] {1, 0, 2}, 3).isEnough()).isFalse();
        assertThat(Agreement.of(new float[] {1, never, 2}, new float[] {1, -never, 2}, 3).isEnough()).isFalse();
    }

    @Test
    void theLimitIsEnough() {
        assertThat(new Agreement(0.9999, 1).isEnough()).isTrue();
        assertThat(new Agreement(0.99989, 0).isEnough()).isFalse();
    }
}
