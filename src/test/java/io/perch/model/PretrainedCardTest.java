package io.perch.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PretrainedCardTest {

    private static final String HASH = "ab".repeat(32);
    private static final ModelConfigReader ANY = (holder, function) -> ModelConfig.NONE;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "'function_name': 'SPARSE_ENCODING'                                        | SPARSE_ENCODING",
        "'model_task_type': 'text_similarity'                                      | TEXT_SIMILARITY",
        "'function_name': 'QUESTION_ANSWERING', 'model_task_type': 'TEXT_EMBEDDING' | QUESTION_ANSWERING",
        "'function_name': null, 'model_task_type': 'SPARSE_TOKENIZE'               | SPARSE_TOKENIZE",
        "'created_time': {}                                                        | TEXT_EMBEDDING"})
    void theFunctionHasTwoNames(String members, FunctionName function) {
        assertThat(card(members).spec().function()).isEqualTo(function);
    }

    @Test
    void theRestIsRead() {
        PretrainedCard card = card("'model_format': 'torch_script', 'model_content_size_in_bytes': 91790008");

        assertThat(card.spec().format()).isEqualTo(ModelFormat.TORCH_SCRIPT);
        assertThat(card.sha256()).isEqualTo(HASH);
        assertThat(card.bytes()).isEqualTo(91790008);
        assertThat(card("'a': 1").spec().format()).isEqualTo(ModelFormat.ONNX);
        assertThat(card("'a': 1").bytes()).isEqualTo(-1);
        assertThat(card("'model_content_size_in_bytes': 'many'").bytes()).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "[]                                          | it is no object",
        "{'model_content_hash_value': ''}            | model_content_hash_value is no SHA-256 in hex",
        "{'model_content_hash_value': ['a']}         | model_content_hash_value is missing",
        "{}                                          | model_content_hash_value is missing",
        "{'function_name': 'GUESS'}                  | [GUESS] is no function_name that Perch knows",
        "{'model_task_type': 'GUESS'}                | [GUESS] is no model_task_type that Perch knows",
        "{'function_name': 'REMOTE'}                 | it describes a REMOTE model, which has no package",
        "{'model_format': 'TAPE'}                    | [TAPE] is no model_format that Perch knows"})
    void garbageIsNoCard(String text, String why) {
        refused(text, ANY, why);
    }

    @Test
    void aFaultyConfigIsToldWithItsFile() {
        refused("{}", (holder, function) -> {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "model type is null; framework type is null", null);
        }, "model type is null; framework type is null");
    }

    private static void refused(String text, ModelConfigReader configs, String why) {
        PerchException refusal = catchThrowableOfType(PerchException.class,
                () -> PretrainedCard.read(document(text), ModelFormat.ONNX, configs));

        assertThat(refusal.code()).isEqualTo(ErrorCode.PRETRAINED_UNREADABLE);
        assertThat(refusal.reason()).isEqualTo("Cannot use https://host/config.json: " + why);
    }

    private static PretrainedCard card(String members) {
        return PretrainedCard.read(document("{%s, 'model_content_hash_value': '%s'}".formatted(members, HASH.toUpperCase())),
                ModelFormat.ONNX, ANY);
    }

    private static PretrainedDocument document(String text) {
        return PretrainedDocument.read(URI.create("https://host/config.json"), text.replace('\'', '"').getBytes());
    }
}
