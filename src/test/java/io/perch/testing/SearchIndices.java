package io.perch.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Locale;

/** Indices with documents in the tests' OpenSearch, written there directly, and searched through Perch. */
public final class SearchIndices {

    /** REST Assured does not know lines of JSON. */
    private static final RestAssuredConfig LINES = RestAssured.config().encoderConfig(EncoderConfig.encoderConfig()
            .encodeContentTypeAs("application/x-ndjson", ContentType.TEXT)
            .encodeContentTypeAs("application/yaml", ContentType.TEXT)
            .appendDefaultContentCharsetToContentTypeIfUndefined(false));

    private SearchIndices() {
    }

    /**
     * With {@code text}, {@code kind}, a vector {@code v} of so many dimensions and rank_features {@code s}; answers its name.
     */
    public static String made(int dimension) {
        String index = Ml.name("docs").toLowerCase(Locale.ROOT);
        make(index, """
                {"settings": {"index": {"knn": true, "number_of_shards": 1, "number_of_replicas": 0}},
                 "mappings": {"properties": {
                  "text": {"type": "text"}, "kind": {"type": "keyword"}, "s": {"type": "rank_features"},
                  "v": {"type": "knn_vector", "dimension": %d,
                        "method": {"name": "hnsw", "engine": "lucene", "space_type": "cosinesimil"}}}}}""".formatted(dimension));
        return index;
    }

    /** @param body settings and mappings, as JSON */
    public static void make(String index, String body) {
        done(given().contentType(ContentType.JSON).body(body).put(url("/" + index)));
    }

    /** @param members of the document, as JSON: {@code "text": "x"} */
    public static void put(String index, String id, String members) {
        done(given().contentType(ContentType.JSON).body("{" + members + "}")
                .put(url("/" + index + "/_doc/" + id + "?refresh=true")));
    }

    /** One document per text, its id, with the vector that the model gives it. */
    public static String embedded(String model, int dimension, String... texts) {
        String index = made(dimension);
        for (String text : texts) {
            List<Number> vector = Ml.predict(model, "{\"text_docs\": [\"" + text + "\"]}")
                    .path("inference_results[0].output[0].data");
            put(index, text.replace(' ', '-'),
                    "\"text\": \"" + text + "\", \"kind\": \"" + text.length() + "\", \"v\": " + vector);
        }
        return index;
    }

    public static void remove(String index) {
        done(given().delete(url("/" + index)));
    }

    public static Response search(String index, String source) {
        return asked().contentType(ContentType.JSON).body(source).post("/" + index + "/_search");
    }

    /** By the query alone. */
    public static Response query(String index, String query) {
        return search(index, "{\"query\": " + query + "}");
    }

    /** @param lines each without its newline */
    public static Response multi(String path, String... lines) {
        return asked().contentType("application/x-ndjson").body(String.join("\n", lines) + "\n").post(path);
    }

    /** Of Perch; paths go out as they are written. */
    public static RequestSpecification asked() {
        return given().config(LINES).urlEncodingEnabled(false);
    }

    /** Ids of the hits, the best first. */
    public static List<String> ids(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.path("hits.hits._id");
    }

    public static String url(String path) {
        return Servers.openSearch().url() + path;
    }

    private static void done(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isBetween(200, 201);
    }
}
