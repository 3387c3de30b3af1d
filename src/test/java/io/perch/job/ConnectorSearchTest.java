package io.perch.job;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.Shape;
import io.perch.testing.WithProvider;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C5 and C6: connectors found by OpenSearch's query language, in a mirror of what PostgreSQL holds. */
@QuarkusTest
@WithTestResource(Servers.class)
class ConnectorSearchTest extends WithProvider {

    private static final String SEARCH = "/connectors/_search";

    @Test
    void whatWasWrittenIsFoundInTheOriginalsShape() {
        String id = Connectors.create(Connectors.chat(provider));
        String name = Ml.get("/connectors/" + id).path("name");

        Response found = Ml.post(SEARCH, byName(name));

        assertThat(found.statusCode()).as(found.asString()).isEqualTo(200);
        assertThat(Shape.of(found)).containsExactly("took", "timed_out", "_shards", "hits");
        assertThat(Shape.of(found, "/hits/hits/0")).contains("_index", "_id", "_version", "_seq_no", "_primary_term", "_score", "_source");
        assertThat(found.<List<String>>path("hits.hits._id")).containsExactly(id);
        assertThat(found.<String>path("hits.hits[0]._index")).isEqualTo(".plugins-ml-connector");
        assertThat(found.<String>path("hits.hits[0]._source.name")).isEqualTo(name);
        assertThat(found.<String>path("hits.hits[0]._source.actions[0].action_type")).isEqualTo("PREDICT");
        assertThat(found.asString()).doesNotContain("credential\":", Connectors.KEY);
    }

    @Test
    void aChangeIsFoundAndAGoneOneIsNot() {
        String id = Connectors.create(Connectors.chat(provider));
        String name = Ml.name("renamed");
        Ml.post(SEARCH, "{}");

        Ml.put("/connectors/" + id, "{\"name\": \"" + name + "\"}");
        assertThat(Ml.post(SEARCH, byName(name)).<List<String>>path("hits.hits._id")).containsExactly(id);

        Ml.delete("/connectors/" + id);
        assertThat(Ml.post(SEARCH, byName(name)).<Integer>path("hits.total.value")).isZero();
    }

    @Test
    void thoseInsideModelsAreNotFound() {
        String name = Ml.name("inline");
        Ml.post("/models/_register", "{\"name\": \"m\", \"function_name\": \"remote\", \"connector\": "
                + Connectors.chat(provider).replaceFirst("\"name\":\"[^\"]*\"", "\"name\":\"" + name + "\"") + "}");

        assertThat(Ml.post(SEARCH, byName(name)).<Integer>path("hits.total.value")).isZero();
    }

    @Test
    void byGetAndByParameter() {
        String id = Connectors.create(Connectors.chat(provider));
        String source = byName(Ml.get("/connectors/" + id).path("name"));

        Response found = given().queryParam("source", source).queryParam("source_content_type", "application/json")
                .get("/_plugins/_ml/connectors/_search");

        assertThat(found.<List<String>>path("hits.hits._id")).containsExactly(id);
        assertThat(Ml.get(SEARCH).<Integer>path("hits.total.value")).isPositive();
    }

    @Test
    void moreThanOneBatchIsBroughtOver() {
        String name = Ml.name("many");
        String draft = Connectors.chat(provider).replaceFirst("\"name\":\"[^\"]*\"", "\"name\":\"" + name + "\"");
        IntStream.range(0, 12).forEach(n -> Connectors.create(draft));

        assertThat(Ml.post(SEARCH, byName(name)).<Integer>path("hits.total.value")).isEqualTo(12);
        assertThat(Ml.post(SEARCH, byName(name)).<List<String>>path("hits.hits._id")).hasSize(10);
    }

    @Test
    void aMirrorThatIsLostIsMadeAgain() {
        String id = Connectors.create(Connectors.chat(provider));
        String source = byName(Ml.get("/connectors/" + id).path("name"));
        Ml.post(SEARCH, source);

        given().delete(Servers.openSearch().url() + "/perch-connector");

        assertThat(Ml.post(SEARCH, source).<List<String>>path("hits.hits._id")).containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"query\": {\"terms\": {\"name\": {\"index\": \"secrets\", \"id\": \"1\", \"path\": \"a\"}}}}",
        "{\"query\": {\"script\": {\"script\": \"true\"}}}",
        "{\"aggs\": {\"a\": {\"terms\": {\"script\": \"1\"}}}}",
        "{\"query\": {\"more_like_this\": {\"like\": [{\"_index\": \"secrets\", \"_id\": \"1\"}]}}}",
        "{\"pit\": {\"id\": \"x\"}}", "{\"runtime_mappings\": {}}", "{\"query\": {\"no_such_query\": {}}}", "{\"size\": -1}"})
    void whatLeadsElsewhereOrNowhereIsRefused(String source) {
        Refusal.of(Ml.post(SEARCH, source)).is(400, "illegal_argument_exception", "query_invalid");
    }

    @Test
    void aSourceThatIsNoJsonIsRefused() {
        Refusal.of(given().queryParam("source", "{").get("/_plugins/_ml/connectors/_search"))
                .is(400, "json_parse_exception", "json_malformed");
    }

    private static String byName(String name) {
        return "{\"query\": {\"term\": {\"name.keyword\": \"" + name + "\"}}}";
    }
}
