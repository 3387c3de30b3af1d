package io.perch.dev.bench.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.dev.bench.raw.RawRun.Order;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RawRunTest {

    @Test
    void travelsAsALine() {
        RawRun run = new RawRun(640, 3_200_000_000L, 4_900_000L);

        assertThat(RawRun.read(run.line())).isEqualTo(run);
        assertThat(run.secondsPerDoc()).isEqualTo(0.005);
    }

    @Test
    void ordersTravelAsALine() {
        Order order = new Order(12, 32, Duration.ofMillis(250), Duration.ofNanos(300_000));

        assertThat(Order.read(order.line())).isEqualTo(order);
    }
}
