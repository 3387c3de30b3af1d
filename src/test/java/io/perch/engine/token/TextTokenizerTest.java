package io.perch.engine.token;

import static io.perch.testing.Failures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import io.perch.engine.libraries.NativeLibraries;
import io.perch.testing.TinyModels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTokenizerTest {

    @TempDir
    Path dir;

    @BeforeAll
    static void libraries() {
        new NativeLibraries(Optional.empty()).prepare();
    }

    @ParameterizedTest(name = "tokenizer.json {0}, model_max_length {1}: {2}")
    @CsvSource(nullValues = "-", value = {
        "-,   -,    512",
        "128, -,    128",
        "800, -,    800",
        "8192, -,   8192",
        "-,   64,   64",
        "-,   8192, 8192",
        "128, 64,   64",
        "128, 256,  128"})
    void limit(Integer ownLimit, Integer modelMaxLength, int expected) {
        try (TextTokenizer tokenizer = open(ownLimit, modelMaxLength)) {
            assertThat(tokenizer.limit()).isEqualTo(expected);
            assertThat(tokenizer.encode("hello ".repeat(9000)).length()).isEqualTo(expected);
        }
    }

    @Test
    void cutsAtTheLimitAndSaysSo() {
        try (TextTokenizer tokenizer = open(null, 4)) {
            Tokens cut = tokenizer.encode("hello world sun");
            assertThat(cut.ids()).containsExactly(1, 3, 4, 2);
            assertThat(cut.truncated()).isTrue();
            assertThat(tokenizer.encode("hello world").truncated()).isFalse();
        }
    }

    @Test
    void neverPads() {
        try (TextTokenizer tokenizer = open(128, null)) {
            Tokens tokens = tokenizer.encode("hello sun");
            assertThat(tokens.ids()).containsExactly(1, 3, 5, 2);
            assertThat(tokens.attentionMask()).containsExactly(1, 1, 1, 1);
            assertThat(tokens.typeIds()).containsExactly(0, 0, 0, 0);
        }
    }

    @Test
    void aPairIsCutWhereItIsLonger() {
        TinyModels.unpack(dir, Map.of("tokenizer.json", TinyModels.tokenizer(null)));
        try (TextTokenizer tokenizer = TextTokenizer.forPairs(dir, 7)) {
            Tokens cut = tokenizer.encode(new EncodeInput("hello world", "sun sun sun sun"));
            assertThat(cut.ids()).containsExactly(1, 3, 4, 2, 5, 5, 2);
            assertThat(cut.typeIds()).containsExactly(0, 0, 0, 0, 1, 1, 1);
            assertThat(cut.truncated()).isTrue();
            assertThat(tokenizer.encode(new EncodeInput("hello", "sun")).truncated()).isFalse();
        }
    }

    @Test
    void aContextIsReadToItsEndWithItsPlaces() {
        TinyModels.unpack(dir, Map.of("tokenizer.json", TinyModels.tokenizer(8)));
        try (TextTokenizer tokenizer = TextTokenizer.forContexts(dir, null)) {
            PairTokens whole = tokenizer.whole(new EncodeInput("hello?", "\ud800 😀 sun,  world é sun sun sun"));
            assertThat(tokenizer.limit()).isEqualTo(8);
            assertThat(whole.ids()).containsExactly(1, 3, 0, 2, 0, 0, 5, 0, 4, 0, 5, 5, 5, 2);
            assertThat(whole.from()).isEqualTo(4);
            assertThat(whole.to()).isEqualTo(13);
            assertThat(whole.spans().starts()).containsExactly(-1, -1, -1, -1, 0, 2, 5, 8, 11, 17, 19, 23, 27, -1);
            assertThat(whole.spans().ends()).containsExactly(-1, -1, -1, -1, 1, 4, 8, 9, 16, 18, 22, 26, 30, -1);
        }
    }

    @Test
    void specialTokensHaveNoText() {
        try (TextTokenizer tokenizer = open(null, null)) {
            assertThat(tokenizer.decode(5)).isEqualTo("sun");
            assertThat(tokenizer.decode(1)).isEmpty();
            assertThat(tokenizer.decode(999_999)).isEmpty();
        }
    }

    @Test
    void emptyTextIsItsSpecialTokens() {
        try (TextTokenizer tokenizer = open(null, null)) {
            assertThat(tokenizer.encode("").ids()).containsExactly(1, 2);
        }
    }

    @Test
    void aLoneSurrogateSpoilsNothingElse() {
        try (TextTokenizer tokenizer = open(null, null)) {
            assertThat(tokenizer.encode("hello \ud800 \ud83d\ude42 \udc00 world\u0000 \u0007").ids())
                    .startsWith(1, 3).contains(4).endsWith(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "-5"})
    void refusesALimitWithoutRoomForText(int modelMaxLength) {
        var refusal = failureOf(() -> open(null, modelMaxLength));

        assertThat(refusal.code()).isEqualTo(ErrorCode.ENGINE_REFUSED_MODEL);
        assertThat(refusal.reason()).contains(String.valueOf(modelMaxLength)).contains("2 are special tokens");
    }

    @Test
    void refusesWhatIsNoTokenizer() {
        TinyModels.unpack(dir, Map.of("tokenizer.json", "{\"model\": 5}".getBytes(StandardCharsets.UTF_8)));

        assertThat(failureOf(() -> TextTokenizer.open(dir, null)).code()).isEqualTo(ErrorCode.ENGINE_REFUSED_MODEL);
    }

    private TextTokenizer open(Integer ownLimit, Integer modelMaxLength) {
        TinyModels.unpack(dir, Map.of("tokenizer.json", TinyModels.tokenizer(ownLimit)));
        return TextTokenizer.open(dir, modelMaxLength);
    }
}
