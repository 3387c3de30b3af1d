package io.perch.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PretrainedListingTest {

    private static final PretrainedListing LISTING = listing("""
            [{"name": "hf/st/all-MiniLM-L6-v2", "version": ["1.0.1", "1.0.2"], "format": ["torch_script", "onnx"]},
             {"name": "hf/st/distiluse", "version": ["1.0.1"], "format": ["torch_script"]},
             {"name": "hf/st/distiluse", "version": ["2.0.0-rc"], "format": ["onnx"]},
             {"name": "../up", "version": ["1"], "format": ["onnx"]}, 7, {"version": "1"}]""");

    @ParameterizedTest
    @CsvSource({"hf/st/all-MiniLM-L6-v2, 1.0.1, ONNX", "hf/st/all-MiniLM-L6-v2, 1.0.2, TORCH_SCRIPT",
        "hf/st/distiluse, 1.0.1, TORCH_SCRIPT", "hf/st/distiluse, 2.0.0-RC, ONNX"})
    void whatIsListedIsServed(String name, String version, ModelFormat format) {
        assertThatNoException().isThrownBy(() -> LISTING.require(PretrainedRef.of(name, version, format)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "HF/st/all-minilm-l6-v2 | 1.0.1      | ONNX | did you mean hf/st/all-MiniLM-L6-v2?",
        "all-minilm-l6-v2       | 1.0.1      | ONNX | did you mean hf/st/all-MiniLM-L6-v2?",
        "hf/st/all-MiniLM-L5-v2 | 1.0.1      | ONNX | did you mean hf/st/all-MiniLM-L6-v2?",
        "nope                   | 1.0.1      | ONNX | it has 4 names; a model of your own is registered by its url",
        "hf/st/all-MiniLM-L6-v2 | 1.0.9      | ONNX | hf/st/all-MiniLM-L6-v2 has the versions 1.0.1, 1.0.2",
        "hf/st/distiluse        | 7          | ONNX | hf/st/distiluse has the versions 1.0.1, 2.0.0-rc",
        "hf/st/distiluse        | 1.0.1      | ONNX | hf/st/distiluse 1.0.1 has the formats torch_script",
        "../up                  | 1          | ONNX | a name or version that leads out of its folder is never served"})
    void whatIsNotListedIsRefusedWithWhatThereIs(String name, String version, ModelFormat format, String hint) {
        PerchException refusal = catchThrowableOfType(PerchException.class,
                () -> LISTING.require(PretrainedRef.of(name, version, format)));

        assertThat(refusal.code()).isEqualTo(ErrorCode.PRETRAINED_NOT_LISTED);
        assertThat(refusal.reason()).isEqualTo(
                "This model is not in the pre-trained model list, please check your parameters.");
        assertThat(refusal.hint()).isEqualTo(hint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "\"text\"", "[", "[] []", "<html>moved</html>", "{\"a\": {\"a\""})
    void garbageIsNoListing(String text) {
        PerchException refusal = catchThrowableOfType(PerchException.class, () -> listing(text));

        assertThat(refusal.code()).isEqualTo(ErrorCode.PRETRAINED_UNREADABLE);
        assertThat(refusal.reason()).startsWith("Cannot use https://host/list.json: it is no ");
        assertThat(refusal.hint()).contains("perch.pretrained.root");
    }

    @Test
    void anEmptyListingHasNothing() {
        assertThat(catchThrowableOfType(PerchException.class,
                () -> listing("[]").require(PretrainedRef.of("", "", ModelFormat.ONNX))).hint()).startsWith("it has 0 names");
    }

    private static PretrainedListing listing(String text) {
        return PretrainedListing.read(PretrainedDocument.read(URI.create("https://me:secret@host/list.json?key=1"),
                text.getBytes()));
    }
}
