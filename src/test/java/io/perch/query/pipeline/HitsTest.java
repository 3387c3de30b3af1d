package io.perch.query.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.perch.base.Json;
import io.perch.ingest.document.FieldPath;
import org.junit.jupiter.api.Test;

class HitsTest {

    private static Hits hits(String hits) {
        return Hits.of(Json.read("{\"took\": 1, \"hits\": {\"total\": 3, \"max_score\": 9, \"hits\": [" + hits + "]}}",
                ObjectNode.class));
    }

    @Test
    void theBestComesFirstAndEqualsKeepTheirOrder() {
        Hits hits = hits("{\"_id\": \"a\", \"_score\": 9}, {\"_id\": \"b\"}, {\"_id\": \"c\"}, {\"_id\": \"d\"}");

        hits.rank(new float[] {-1, 0.5f, 3, 0.5f});

        assertThat(hits.answer().path("hits").toString()).isEqualTo("{\"total\":3,\"max_score\":3.0,\"hits\":["
                + "{\"_id\":\"c\",\"_score\":3.0},{\"_id\":\"b\",\"_score\":0.5},"
                + "{\"_id\":\"d\",\"_score\":0.5},{\"_id\":\"a\",\"_score\":-1.0}]}");
    }

    @Test
    void extensionsStandBesideTheHits() {
        Hits hits = hits("");

        hits.extend("ml_inference", "x", TextNode.valueOf("y"));

        assertThat(hits.answer().path("ext").toString()).isEqualTo("{\"ml_inference\":{\"x\":\"y\"}}");
    }

    @Test
    void aRemovedFieldTakesItsEmptyParentsAlong() {
        Hits hits = hits("{\"_score\": 9, \"_source\": {\"t\": 1, \"a\": {\"b\": {\"c\": 2}}}},"
                + " {\"_score\": 8, \"_source\": {\"a\": {\"b\": {\"c\": 3}, \"d\": {}}}}");

        new FieldRerank(FieldPath.of("a.b.c"), true, true).rank(hits);

        assertThat(hits.answer().at("/hits/hits").toString()).isEqualTo("["
                + "{\"_score\":3.0,\"_source\":{\"a\":{\"d\":{}},\"previous_score\":8}},"
                + "{\"_score\":2.0,\"_source\":{\"t\":1,\"previous_score\":9}}]");
    }
}
