package io.perch.dev.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\nhello";

    private final AnswerReader reader = new AnswerReader();

    @Test
    void isCompleteWithItsLastByteHoweverTheyArrive() {
        reader.start(true);
        for (int i = 0; i < ANSWER.length() - 1; i++) {
            assertThat(reader.read(bytes(ANSWER.substring(i, i + 1)))).isFalse();
        }

        assertThat(reader.read(bytes("o"))).isTrue();
        assertThat(reader.status()).isEqualTo(200);
        assertThat(reader.body()).asString().isEqualTo("hello");
    }

    @Test
    void startsAgainForTheNextAndKeepsNoBodyUnasked() {
        reader.start(true);
        reader.read(bytes(ANSWER));
        reader.start(false);

        assertThat(reader.read(bytes(ANSWER))).isTrue();
        assertThat(reader.body()).isEmpty();
    }

    @Test
    void alwaysKeepsWhatARefusalSays() {
        reader.start(false);

        assertThat(reader.read(bytes("HTTP/1.1 429 Too Many Requests\r\ncontent-length:4\r\n\r\nfull"))).isTrue();
        assertThat(reader.status()).isEqualTo(429);
        assertThat(reader.body()).asString().isEqualTo("full");
    }

    @Test
    void anAnswerMayBeEmpty() {
        reader.start(true);

        assertThat(reader.read(bytes("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"))).isTrue();
    }

    @Test
    void refusesWhatItCannotMeasure() {
        reader.start(false);
        assertThatThrownBy(() -> reader.read(bytes("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")))
                .isInstanceOf(WrongAnswer.class).hasMessageContaining("no content-length");
        reader.start(false);
        assertThatThrownBy(() -> reader.read(bytes(ANSWER + "HTTP"))).hasMessageContaining("4 bytes more");
        reader.start(false);
        assertThatThrownBy(() -> reader.read(bytes("x".repeat(9000)))).hasMessageContaining("a head of more than");
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
