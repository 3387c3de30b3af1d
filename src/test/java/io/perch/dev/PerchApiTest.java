package io.perch.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PerchApiTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(shown, true, StandardCharsets.UTF_8), false, false);
    private FakePerch perch;

    @BeforeEach
    void start() throws IOException {
        perch = new FakePerch();
    }

    @AfterEach
    void stop() {
        perch.close();
    }

    @Test
    void showsEachEventOfAStream() {
        perch.answering("POST /stream", 200, "data: {\"n\":1}\n\ndata:{\"n\":2}\n\n");

        assertThat(perch.api(console).stream("/stream", "{}")).extracting(event -> event.path("n").asInt()).containsExactly(1, 2);
        assertThat(shown()).contains("POST /stream", "→ {\"n\":1}", "→ {\"n\":2}");
    }

    @Test
    void aStreamMayBeRefused() {
        perch.answering("POST /stream", 401, "{\"error\":\n\"key\"}");

        assertThatThrownBy(() -> perch.api(console).stream("/stream", "{}")).isInstanceOf(CallFailed.class)
                .hasMessage("POST /stream was answered with 401: {\"error\":\n\"key\"}")
                .extracting(refused -> ((CallFailed) refused).status()).isEqualTo(401);
    }

    @Test
    void showsWhatARefusalSays() {
        perch.answering("POST /call", 401, "{\"error\":\"Incorrect API key provided\"}");

        assertThatThrownBy(() -> perch.api(console).call("POST", "/call", "{}")).isInstanceOf(CallFailed.class);
        assertThat(shown()).contains("→ 401 {\"error\":\"Incorrect API key provided\"}");
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
