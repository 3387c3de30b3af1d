package io.perch.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.Locale;

/** Indices with stop words in the tests' OpenSearch. */
public final class StopWordIndices {

    private StopWordIndices() {
    }

    /** With a text field {@code title}; answers its name. */
    public static String plain() {
        return made("{\"mappings\": {\"properties\": {\"title\": {\"type\": \"text\"}}}}");
    }

    /** That stores queries in {@code query}; answers its name. */
    public static String percolator() {
        return made("{\"mappings\": {\"properties\": {\"title\": {\"type\": \"text\"}, \"query\": {\"type\": \"percolator\"}}}}");
    }

    private static String made(String definition) {
        String index = Ml.name("stop").toLowerCase(Locale.ROOT);
        done(given().contentType("application/json").body(definition).put(url("/" + index)));
        return index;
    }

    public static void add(String index, String document) {
        done(given().contentType("application/json").body(document).post(url("/" + index + "/_doc?refresh=true")));
    }

    /** Gives an index another name. */
    public static void alias(String index, String alias) {
        done(given().put(url("/" + index + "/_alias/" + alias)));
    }

    public static void remove(String index) {
        done(given().delete(url("/" + index)));
    }

    private static String url(String path) {
        return Servers.openSearch().url() + path;
    }

    private static void done(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isBetween(200, 201);
    }
}
