package io.perch.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseTest {

    @Test
    void knowsAConstraintByNameWhateverTheServersLanguage() {
        SQLException german = new SQLException(
                "FEHLER: doppelter Schlüsselwert verletzt Unique-Constraint »model_group_name«", "23505");

        assertThat(Database.violates(new RuntimeException(german), "model_group_name")).isTrue();
        assertThat(Database.violates(new RuntimeException(german), "model_group")).isFalse();
    }

    @Test
    void anotherFailureThatMentionsTheNameIsNone() {
        SQLException missing = new SQLException("constraint \"model_group_name\" does not exist", "42704");

        assertThat(Database.violates(missing, "model_group_name")).isFalse();
        assertThat(Database.violates(new IllegalStateException("model_group_name"), "model_group_name")).isFalse();
    }

    @Test
    void thePlainClientNamesTheConstraint() {
        PgException refused = new PgException("refused", "ERROR", "23503", null, null, null, null, null, null, null,
                null, null, null, null, null, null, "model_in_group");

        assertThat(Database.violates(refused, "model_in_group")).isTrue();
        assertThat(Database.violates(refused, "model_group_name")).isFalse();
    }
}
