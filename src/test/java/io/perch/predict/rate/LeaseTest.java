package io.perch.predict.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.model.RateLimit;
import io.perch.predict.rate.Bucket.Block;
import io.perch.predict.rate.Lease.Taken;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private static final long SECOND = 1_000_000_000;

    private static Lease lease(String limit, TimeUnit unit) {
        return new Lease(new Bucket("m", ""), new RateLimit(new BigDecimal(limit), unit), 0.25, 0);
    }

    @Test
    void theFirstCallerAsks() {
        assertThat(lease("4", TimeUnit.MINUTES).take(0)).isEqualTo(Taken.ASK);
    }

    @Test
    void whatWasFetchedIsTakenOneByOne() {
        Lease lease = lease("100", TimeUnit.SECONDS);
        lease.fetched(new Block(2, 0), 0);

        assertThat(lease.take(0)).isEqualTo(Taken.YES);
        assertThat(lease.take(0)).isEqualTo(Taken.YES);
        assertThat(lease.take(0)).isEqualTo(Taken.ASK);
    }

    @Test
    void whileThereIsNothingNobodyAsks() {
        Lease lease = lease("4", TimeUnit.MINUTES);
        lease.fetched(new Block(0, 15), 0);

        assertThat(lease.take(14 * SECOND)).isEqualTo(Taken.NONE_LEFT);
        assertThat(lease.nanosToNext(14 * SECOND)).isEqualTo(SECOND);
        assertThat(lease.take(15 * SECOND)).isEqualTo(Taken.ASK);
    }

    @Test
    void aBlockIsWhatComesInAQuarterOfASecondAndOneAtLeast() {
        assertThat(lease("4", TimeUnit.MINUTES).wanted()).isEqualTo(1);
        assertThat(lease("100", TimeUnit.SECONDS).wanted()).isEqualTo(25);
        assertThat(lease("0.5", TimeUnit.SECONDS).wanted()).isEqualTo(1);
        assertThat(lease("1000000", TimeUnit.NANOSECONDS).wanted()).isEqualTo(1_000_000);
    }

    @Test
    void whoWaitsIsAskedForToo() {
        Lease lease = lease("100", TimeUnit.MINUTES);
        Uni<Void> fetch = Uni.createFrom().voidItem();
        for (int i = 0; i < 10; i++) {
            assertThat(lease.fetch(() -> fetch)).isSameAs(fetch);
        }
        assertThat(lease.wanted()).isEqualTo(10);
    }

    @Test
    void aLimitOfZeroLetsNobodyThrough() {
        Lease lease = lease("0", TimeUnit.SECONDS);
        lease.fetched(new Block(0, Double.POSITIVE_INFINITY), 0);

        assertThat(lease.take(1_000_000 * SECOND)).isEqualTo(Taken.NONE_LEFT);
    }

    @Test
    void whatNobodySendsIsGivenBack() {
        Lease lease = lease("100", TimeUnit.SECONDS);
        lease.fetched(new Block(25, 0), 0);
        lease.take(0);

        assertThat(lease.unused(SECOND / 2, SECOND)).isZero();
        assertThat(lease.unused(SECOND, SECOND)).isEqualTo(24);
        assertThat(lease.unused(SECOND, SECOND)).isZero();
        assertThat(lease.isIdle(SECOND, SECOND)).isTrue();
    }
}
