package io.perch.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseOutageTest {

    @Test
    void aDownloadThatWasRefusedIsNoOutageOfTheDatabase() {
        PerchException download = new PerchException(ErrorCode.FETCH_FAILED, "refused", null, new ConnectException());

        assertThat(DatabaseOutage.causes(new RuntimeException(download))).isFalse();
    }

    @Test
    void aConnectionWithoutANameIsTheDatabases() {
        assertThat(DatabaseOutage.causes(new RuntimeException(new ConnectException()))).isTrue();
        assertThat(DatabaseOutage.causes(
                new PerchException(ErrorCode.INTERNAL, "unknown", null, new ConnectException()))).isTrue();
    }

    @Test
    void aServerThatShutsDownIsAnOutageAndABrokenConstraintIsNone() {
        assertThat(DatabaseOutage.causes(new SQLException("terminating connection", "57P01"))).isTrue();
        assertThat(DatabaseOutage.causes(new SQLException("duplicate key", "23505"))).isFalse();
    }
}
