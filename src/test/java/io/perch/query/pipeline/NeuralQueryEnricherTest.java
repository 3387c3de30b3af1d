package io.perch.query.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Json;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeuralQueryEnricherTest {

    private static final NeuralQueryEnricher ENRICHER = new NeuralQueryEnricher("usual", Map.of("own", "special"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"query": {"neural": {"v": {"query_text": "x"}}}}                    | {"query": {"neural": {"v": {"query_text": "x", "model_id": "usual"}}}}
            {"query": {"neural": {"own": {}}}}                                   | {"query": {"neural": {"own": {"model_id": "special"}}}}
            {"query": {"neural": {"v": {"model_id": "mine"}}}}                   | {"query": {"neural": {"v": {"model_id": "mine"}}}}
            {"query": {"neural_sparse": {"v": {"query_text": "x"}}}}             | {"query": {"neural_sparse": {"v": {"query_text": "x", "model_id": "usual"}}}}
            {"query": {"neural_sparse": {"v": {"query_tokens": {"x": 1}}}}}      | {"query": {"neural_sparse": {"v": {"query_tokens": {"x": 1}}}}}
            {"query": {"neural_sparse": {"v": {"query_text": "x", "analyzer": "a"}}}} | {"query": {"neural_sparse": {"v": {"query_text": "x", "analyzer": "a"}}}}
            {"query": {"hybrid": {"queries": [{"neural": {"v": {}}}]}}}          | {"query": {"hybrid": {"queries": [{"neural": {"v": {"model_id": "usual"}}}]}}}
            {"query": {"match": {"neural": {"query": "x"}}}}                     | {"query": {"match": {"neural": {"query": "x"}}}}
            {"query": {"neural": {"v": "broken"}}}                               | {"query": {"neural": {"v": "broken"}}}
            """)
    void aModelIsNamedWhereNothingIsSaid(String given, String expected) {
        assertThat(ENRICHER.enriched(Json.read(given, ObjectNode.class))).isEqualTo(Json.read(expected, ObjectNode.class));
    }
}
