package io.perch.dev.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerProcessTest {

    @Test
    void addsUserAndSystemTime() {
        String stat = "4242 (a (b) c) S 1 4242 4242 0 -1 4194560 90000 0 3 0 1234 66 7 8 20 0 40 0 99 4000000 1000\n";

        assertThat(ServerProcess.cpuSeconds(stat)).isEqualTo(13.0);
    }

    @Test
    void readsMemoryInMebibytes() {
        String status = "Name:\tjava\nVmHWM:\t  647168 kB\nVmRSS:\t  524288 kB\nRssAnon:\t  1 kB\n";

        assertThat(ServerProcess.mebibytes(status, "VmRSS")).isEqualTo(512);
        assertThat(ServerProcess.mebibytes(status, "VmHWM")).isEqualTo(632);
    }

    @Test
    void readsHowManyFilesMayBeOpen() {
        String limits = "Limit                     Soft Limit           Hard Limit           Units     \n"
                + "Max processes             96365                96365                processes \n"
                + "Max open files            %-20s 30000                files     \n";

        assertThat(ServerProcess.mostOpenFiles(limits.formatted("20000"))).isEqualTo(20000);
        assertThat(ServerProcess.mostOpenFiles(limits.formatted("unlimited"))).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void knowsThisProcess() {
        ServerProcess own = ServerProcess.own();

        assertThat(own.cpuSeconds()).isPositive();
        assertThat(own.openFiles()).isPositive().isLessThan(own.mostOpenFiles());
        assertThat(own.mebibytes("VmHWM")).isGreaterThanOrEqualTo(own.mebibytes("VmRSS")).isPositive();
    }
}
