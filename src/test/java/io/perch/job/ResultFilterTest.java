package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Ml;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tensors come back, and how: the whole answer to the text {@code sun}. */
@QuarkusTest
@WithTestResource(Servers.class)
class ResultFilterTest {

    // the mean of [CLS] 1 0 0 0, sun 0.25 -1 0 3 and [SEP] 0 1 0 0
    private static final String HEAD = "{\"name\":\"sentence_embedding\",\"data_type\":\"FLOAT32\",\"shape\":[4]";
    private static final String DATA = ",\"data\":[0.41666666,0.0,0.0,1.0]";
    private static final String BYTES = ",\"byte_buffer\":{\"array\":\"VVXVPgAAAAAAAAAAAACAPw==\",\"order\":\"LITTLE_ENDIAN\"}";

    private String model;

    @BeforeEach
    void deployed() {
        model = SharedModels.embedding();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "\"\"                                                                            | N",
        "'return_number': null                                                           | N",
        "'return_number': true, 'return_bytes': true                                     | NB",
        "'return_number': 'false', 'return_bytes': 'true'                                | B",
        "'return_number': false                                                          | H",
        "'target_response': []                                                           | N",
        "'target_response': ['sentence_embedding']                                       | N",
        "'target_response': ['nothing']                                                  | -",
        "'target_response_positions': [0]                                                | N",
        "'target_response_positions': [1]                                                | -",
        "'target_response_positions': [-1, 2147483647]                                   | -",
        "'target_response': ['nothing'], 'target_response_positions': [0]                | N",
        "'result_filter': {'return_number': false, 'return_bytes': true}                 | B",
        "'return_number': true, 'result_filter': {'return_number': false}                | H",
        "'return_bytes': true, 'result_filter': {'return_number': false}                 | B",
        "'target_response': ['nothing'], 'result_filter': {'target_response': ['sentence_embedding']} | N",
        "'target_response': ['sentence_embedding'], 'result_filter': {'target_response': ['nothing']} | -"})
    void keeps(String members, String kept) {
        String body = "{'text_docs': ['sun']" + (members.isEmpty() ? "" : ", ") + members + "}";

        assertThat(Ml.predict(model, body.replace('\'', '"')).asString())
                .isEqualTo("{\"inference_results\":[" + switch (kept) {
                    case "N" -> "{\"output\":[" + HEAD + DATA + "}]}";
                    case "B" -> "{\"output\":[" + HEAD + BYTES + "}]}";
                    case "NB" -> "{\"output\":[" + HEAD + DATA + BYTES + "}]}";
                    case "H" -> "{\"output\":[" + HEAD + "}]}";
                    default -> "{}";
                } + "]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'return_number': 'yes'", "'return_bytes': []", "'target_response': 'all'",
        "'target_response': [null]",
        "'target_response_positions': 0", "'target_response_positions': [0.5]", "'target_response_positions': [2147483648]",
        "'target_response_positions': {'a': 1}", "'result_filter': 'all'", "'result_filter': {'return_number': 'yes'}"})
    void isRefused(String member) {
        String body = "{'text_docs': ['sun'], " + member + "}";

        Refusal.of(Ml.predict(model, body.replace('\'', '"'))).isInvalid();
    }
}
