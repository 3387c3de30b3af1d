package io.perch.dev.bench.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.dev.bench.load.ServerProcess;
import org.junit.jupiter.api.Test;

class RoomTest {

    @Test
    void isForAllThatAreWantedWhenThereIsEnough() {
        assertThat(Room.of(10_000, 10_000, 28_000)).isEqualTo(new Room(10_000, ""));
    }

    @Test
    void saysWhichLimitIsTooLow() {
        assertThat(Room.of(10_000, 9_500, 28_000).streams()).isEqualTo(9_500);
        assertThat(Room.of(10_000, 9_500, 28_000).why()).contains("open files", "ulimit -Hn 22000");
        assertThat(Room.of(10_000, 9_500, 4_000).streams()).isEqualTo(4_000);
        assertThat(Room.of(10_000, 9_500, 4_000).why()).contains("ip_local_port_range has 4200 ports");
    }

    @Test
    void asksTheKernel() {
        assertThat(Room.of(1, ServerProcess.own(), ServerProcess.own())).isEqualTo(new Room(1, ""));
    }

    @Test
    void portsAreCountedWithBothEnds() {
        assertThat(Room.ports("32768\t60999\n")).isEqualTo(60999 - 32768 + 1 - 200);
    }
}
