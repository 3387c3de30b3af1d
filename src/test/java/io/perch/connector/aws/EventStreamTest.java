package io.perch.connector.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The frames in hex are test vectors of AWS's own decoders (botocore, tests/unit/test_eventstream.py). */
class EventStreamTest {

    private static final int BOUND = 1000;
    private static final String EMPTY = "000000100000000005c248eb7d98c8ff";
    private static final String PAYLOAD = "0000001d00000000fd528c5a7b27666f6f273a27626172277dc3653936";
    private static final String ONE_HEADER = "0000003d0000002007fd83960c" + text("content-type") + "070010"
            + text("application/json{'foo':'bar'}") + "8d9c08b1";
    private static final String ALL_TYPES = "000000620000005203b5cb9c"
            + "01300001310101320202013303000301340400000004013505000000000000000501360600056279746573"
            + "0137070004757466380138080000000000000008013909" + text("0123456789abcdef") + "63353671";
    private static final String ERROR = "0000005200000042bf23637e0d" + text(":message-type") + "070005" + text("error")
            + "0b" + text(":error-code") + "070004" + text("code") + "0e" + text(":error-message") + "070007" + text("message")
            + "6b6cea3d";

    @Test
    void readsFramesOfNothing() {
        EventFrame frame = only(EMPTY);

        assertThat(frame.headers()).isEmpty();
        assertThat(frame.payload()).isEmpty();
        assertThat(frame.failed()).isFalse();
        assertThat(frame.name()).isEmpty();
        assertThat(frame.text()).isEmpty();
    }

    @Test
    void readsHeadersAndPayload() {
        assertThat(only(PAYLOAD).text()).isEqualTo("{'foo':'bar'}");
        assertThat(only(ONE_HEADER).text()).isEqualTo("{'foo':'bar'}");
        assertThat(only(ONE_HEADER).headers()).isEqualTo(Map.of("content-type", "application/json"));
    }

    @Test
    void readsHeadersOfAllTypes() {
        assertThat(only(ALL_TYPES).headers()).containsExactly(
                Map.entry("0", "true"), Map.entry("1", "false"), Map.entry("2", "2"), Map.entry("3", "3"),
                Map.entry("4", "4"), Map.entry("5", "5"), Map.entry("6", "Ynl0ZXM="), Map.entry("7", "utf8"),
                Map.entry("8", "1970-01-01T00:00:00.008Z"), Map.entry("9", "30313233-3435-3637-3839-616263646566"));
    }

    @ParameterizedTest
    @CsvSource({
        "byte,    0000001700000007298601580462797465 02ffc2f869dc",
        "short,   0000001900000009710e923e0573686f7274 03ffffb27cb6cc",
        "integer, 0000001d0000000d83e3f0e707696e7465676572 04ffffffff8b8e12eb",
        "long,    0000001e0000000e5d4adb8d046c6f6e67 05ffffffffffffffff4bc232da"})
    void readsNegativeNumbers(String name, String hex) {
        assertThat(only(hex.replace(" ", "")).headers()).isEqualTo(Map.of(name, "-1"));
    }

    @Test
    void tellsFailuresFromEvents() {
        EventFrame error = only(ERROR);
        EventFrame exception = only(hex(frame(headers(":message-type", "exception", ":exception-type", "throttlingException"),
                "{\"message\":\"slow down\"}")));
        EventFrame event = only(hex(frame(headers(":message-type", "event", ":event-type", "contentBlockDelta"), "{}")));

        assertThat(error.failed()).isTrue();
        assertThat(error.name()).isEqualTo("code");
        assertThat(error.text()).isEqualTo("message");
        assertThat(exception.failed()).isTrue();
        assertThat(exception.name()).isEqualTo("throttlingException");
        assertThat(exception.text()).isEqualTo("{\"message\":\"slow down\"}");
        assertThat(event.failed()).isFalse();
        assertThat(event.name()).isEqualTo("contentBlockDelta");
    }

    @Test
    void readsAnEventThatComesInTwoPieces() {
        byte[] stream = HexFormat.of().parseHex(ONE_HEADER + PAYLOAD + EMPTY + ALL_TYPES);

        for (int split = 0; split <= stream.length; split++) {
            EventStream events = new EventStream(BOUND);
            List<EventFrame> frames = new ArrayList<>();
            events.read(ByteBuffer.wrap(stream, 0, split), frames::add);
            events.read(ByteBuffer.wrap(stream, split, stream.length - split), frames::add);

            assertFour(frames);
            assertThat(events.atEndOfFrame()).isTrue();
        }
    }

    @Test
    void readsEventsInPiecesOfAnySize() {
        byte[] stream = HexFormat.of().parseHex(ONE_HEADER + PAYLOAD + EMPTY + ALL_TYPES);

        for (int size = 1; size <= stream.length; size++) {
            EventStream events = new EventStream(BOUND);
            List<EventFrame> frames = new ArrayList<>();
            for (int at = 0; at < stream.length; at += size) {
                events.read(ByteBuffer.wrap(stream, at, Math.min(size, stream.length - at)), frames::add);
            }

            assertFour(frames);
        }
    }

    private static void assertFour(List<EventFrame> frames) {
        assertThat(frames).extracting(EventFrame::text).containsExactly("{'foo':'bar'}", "{'foo':'bar'}", "", "");
        assertThat(frames).extracting(frame -> frame.headers().size()).containsExactly(1, 0, 0, 10);
    }

    @Test
    void readsDirectBuffersToo() {
        byte[] stream = HexFormat.of().parseHex(PAYLOAD);
        ByteBuffer direct = ByteBuffer.allocateDirect(stream.length).put(stream).flip();
        List<EventFrame> frames = new ArrayList<>();

        new EventStream(BOUND).read(direct, frames::add);

        assertThat(frames).extracting(EventFrame::text).containsExactly("{'foo':'bar'}");
        assertThat(direct.hasRemaining()).isFalse();
    }

    @Test
    void knowsWhetherItEndsWithinAFrame() {
        EventStream events = new EventStream(BOUND);
        assertThat(events.atEndOfFrame()).isTrue();

        events.read(ByteBuffer.wrap(HexFormat.of().parseHex(EMPTY + "00")), frame -> { });

        assertThat(events.atEndOfFrame()).isFalse();
    }

    /** Each bit is under one of the two checksums; a changed length is found before anybody waits for so many bytes. */
    @Test
    void noByteCanChangeUnseen() {
        byte[] whole = HexFormat.of().parseHex(ONE_HEADER);
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x01;
            damaged(changed, "The event stream of the remote service is damaged: the checksum of "
                    + (at < 12 ? "the prelude" : "the message") + " is wrong");
        }
    }

    @Test
    void handsOnWhatCameBeforeTheDamage() {
        byte[] stream = HexFormat.of().parseHex(PAYLOAD + EMPTY);
        stream[stream.length - 1] ^= 1;
        List<EventFrame> frames = new ArrayList<>();

        catchThrowableOfType(PerchException.class, () -> new EventStream(BOUND).read(ByteBuffer.wrap(stream), frames::add));

        assertThat(frames).extracting(EventFrame::text).containsExactly("{'foo':'bar'}");
    }

    @Test
    void refusesFramesThatAreTooLong() {
        PerchException refusal = failure(prelude(BOUND + 1, 0));
        EventStream exact = new EventStream(29);
        List<EventFrame> frames = new ArrayList<>();
        exact.read(ByteBuffer.wrap(HexFormat.of().parseHex(PAYLOAD)), frames::add);

        assertThat(refusal.code()).isEqualTo(ErrorCode.REMOTE_ANSWER_TOO_LARGE);
        assertThat(refusal.reason()).contains("1001 bytes", "at most 1000");
        assertThat(frames).hasSize(1);
        assertThat(catchThrowableOfType(PerchException.class,
                () -> new EventStream(28).read(ByteBuffer.wrap(HexFormat.of().parseHex(PAYLOAD)), frames::add)).code())
                .isEqualTo(ErrorCode.REMOTE_ANSWER_TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource({"16, 1", "15, 0", "0, 0", "-1, 0", "100, -1", "100, 85", "-2147483648, -2147483648"})
    void refusesLengthsThatCannotBe(int length, int headers) {
        damaged(prelude(length, headers), "The event stream of the remote service is damaged: a frame of " + length
                + " bytes cannot have headers of " + headers);
    }

    @Test
    void refusesHeadersThatAreNone() {
        damaged(frame(HexFormat.of().parseHex("0161" + "0a"), ""), "there is no header type 10");
        damaged(frame(HexFormat.of().parseHex("0161" + "00" + "0161" + "01"), ""), "the header a is there twice");
        damaged(frame(HexFormat.of().parseHex("0161"), ""), "a header runs over the end of the headers");
        damaged(frame(HexFormat.of().parseHex("ff61"), ""), "a header runs over the end of the headers");
        damaged(frame(HexFormat.of().parseHex("0161" + "07ffff61"), "x".repeat(100)),
                "a header runs over the end of the headers");
        damaged(frame(HexFormat.of().parseHex("0161" + "0500"), "x".repeat(100)), "a header runs over the end of the headers");
    }

    @Test
    void staysDamaged() {
        EventStream events = new EventStream(BOUND);
        byte[] broken = HexFormat.of().parseHex(EMPTY);
        broken[0] = 1;
        ByteBuffer good = ByteBuffer.wrap(HexFormat.of().parseHex(EMPTY));

        catchThrowableOfType(PerchException.class, () -> events.read(ByteBuffer.wrap(broken), frame -> { }));

        assertThat(catchThrowableOfType(PerchException.class, () -> events.read(good, frame -> { })).code())
                .isEqualTo(ErrorCode.REMOTE_ANSWER_UNREADABLE);
    }

    @Test
    void readsTextBeyondAscii() {
        EventFrame frame = only(hex(frame(headers("größe", "ü😀"), "{\"text\":\"ß\"}")));

        assertThat(frame.headers()).isEqualTo(Map.of("größe", "ü😀"));
        assertThat(frame.text()).isEqualTo("{\"text\":\"ß\"}");
    }

    private static EventFrame only(String hex) {
        List<EventFrame> frames = new ArrayList<>();
        new EventStream(BOUND).read(ByteBuffer.wrap(HexFormat.of().parseHex(hex)), frames::add);
        assertThat(frames).hasSize(1);
        return frames.getFirst();
    }

    private static void damaged(byte[] stream, String why) {
        PerchException failure = failure(stream);
        assertThat(failure.code()).isEqualTo(ErrorCode.REMOTE_ANSWER_UNREADABLE);
        assertThat(failure.reason()).endsWith(why);
    }

    private static PerchException failure(byte[] stream) {
        PerchException failure = catchThrowableOfType(PerchException.class,
                () -> new EventStream(BOUND).read(ByteBuffer.wrap(stream), frame -> { }));
        assertThat(failure).as(hex(stream)).isNotNull();
        return failure;
    }

    /** @param namesAndValues all of type text */
    private static byte[] headers(String... namesAndValues) {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            byte[] name = namesAndValues[i].getBytes(StandardCharsets.UTF_8);
            byte[] value = namesAndValues[i + 1].getBytes(StandardCharsets.UTF_8);
            headers.write(name.length);
            headers.writeBytes(name);
            headers.write(7);
            headers.write(value.length >> 8);
            headers.write(value.length);
            headers.writeBytes(value);
        }
        return headers.toByteArray();
    }

    private static byte[] frame(byte[] headers, String payload) {
        byte[] content = payload.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(16 + headers.length + content.length);
        frame.put(prelude(frame.capacity(), headers.length)).put(headers).put(content);
        return frame.putInt(checksum(frame.array(), frame.position())).array();
    }

    private static byte[] prelude(int length, int headers) {
        ByteBuffer prelude = ByteBuffer.allocate(12).putInt(length).putInt(headers);
        return prelude.putInt(checksum(prelude.array(), 8)).array();
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String text(String ascii) {
        return hex(ascii.getBytes(StandardCharsets.US_ASCII));
    }
}
