package io.perch.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

    private static final String ML = "/_plugins/_ml/";

    @TempDir
    Path folder;

    private FakePerch perch;
    private Path note;

    @BeforeEach
    void start() throws IOException {
        perch = new FakePerch();
        note = folder.resolve("note");
    }

    @AfterEach
    void stop() {
        perch.close();
    }

    @Test
    void theNewestGoesFirst() {
        leftovers().connector("c1");
        leftovers().model("m1");

        leftovers().clear();

        assertThat(perch.calls()).containsExactly("POST " + ML + "models/m1/_undeploy", "DELETE " + ML + "models/m1",
                "DELETE " + ML + "connectors/c1");
        assertThat(note).isEmptyFile();
    }

    @Test
    void whatIsGoneIsForgotten() {
        perch.answering("POST " + ML + "models/m1/_undeploy", 404, "{\"error\":\"no such model\"}");
        leftovers().model("m1");

        leftovers().clear();

        assertThat(note).isEmptyFile();
    }

    @Test
    void whatCannotGoIsTriedAgainNextTime() throws IOException {
        perch.answering("DELETE " + ML + "connectors/c1", 409, "{\"error\":\"in use\"}");
        leftovers().connector("c1");
        leftovers().model("m1");
        leftovers().clear();

        assertThat(Files.readAllLines(note)).containsExactly("connectors c1");
    }

    @Test
    void aFirstDemoFindsNothing() {
        leftovers().clear();

        assertThat(perch.calls()).isEmpty();
    }

    private Leftovers leftovers() {
        return new Leftovers(note, perch.api(Console.silent()), Console.silent());
    }
}
