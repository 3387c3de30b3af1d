package io.perch.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PretrainedRefTest {

    private static final URI ROOT = URI.create("https://host/models");

    @ParameterizedTest
    @ValueSource(strings = {"https://host/models", "https://host/models/", "https://host/models//"})
    void filesLieWhereTheOriginalLooksForThem(String root) {
        PretrainedRef model =
                PretrainedRef.of("huggingface/sentence-transformers/all-MiniLM-L6-v2", "1.0.2", ModelFormat.TORCH_SCRIPT);
        String folder = "https://host/models/huggingface/sentence-transformers/all-MiniLM-L6-v2/1.0.2/torch_script/";

        assertThat(PretrainedRef.listing(URI.create(root))).hasToString(
                "https://host/models/model_listing/pre_trained_models.json");
        assertThat(model.config(URI.create(root))).hasToString(folder + "config.json");
        assertThat(model.zip(URI.create(root))).hasToString(
                folder + "sentence-transformers_all-MiniLM-L6-v2-1.0.2-torch_script.zip");
    }

    @Test
    void aNameWithoutASlashIsItsOwnShortName() {
        assertThat(PretrainedRef.of("mine", "V1", ModelFormat.ONNX).zip(ROOT)).hasToString(
                "https://host/models/mine/v1/onnx/mine-v1-onnx.zip");
    }

    @ParameterizedTest
    @CsvSource({"a b, a%20b", "a?b#c, a%3Fb%23c", "%2e%2e, %252e%252e", "é, %C3%A9", "a:b, a:b", "a\\b, a%5Cb"})
    void aNameIsNothingButAPath(String name, String path) {
        assertThat(PretrainedRef.of(name, "1", ModelFormat.ONNX).config(ROOT)).hasToString(
                "https://host/models/" + path + "/1/onnx/config.json");
    }

    @ParameterizedTest
    @CsvSource({"a/b, 1.0.1, true", "a..b/.c, 1, true", "../a, 1, false", "a/.., 1, false", "a/../b, 1, false", "a/./b, 1, false",
        "/a, 1, false", "a//b, 1, false", "a/, 1, false", "'', 1, false", "a\\..\\b, 1, false", "a, .., false", "a, 1/2, false",
        "a, '', false"})
    void aNameLeadsDown(String name, String version, boolean plain) {
        assertThat(PretrainedRef.of(name, version, ModelFormat.ONNX).isPlain()).isEqualTo(plain);
    }
}
