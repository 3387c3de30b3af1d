package io.perch.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Json;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Batch ingestions, and the files that they read: in the one folder that Perch may read in tests. */
public final class Ingestions {

    public static final Path FOLDER = Path.of("target", "test-lines").toAbsolutePath();

    /** What OpenSearch shows at once. */
    private static final int MOST_SHOWN = 10_000;

    private Ingestions() {
    }

    /** A file of this content; answers its url. */
    public static String file(String content) {
        try {
            Files.createDirectories(FOLDER);
            return Files.writeString(FOLDER.resolve(Ml.name("lines") + ".jsonl"), content).toUri().toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Lines {@code {"n":1}} and so on. */
    public static String numbers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> "{\"n\":" + n + "}\n").collect(Collectors.joining());
    }

    /** The body of a request. @param members more of it, as JSON, each with a comma in front; or empty */
    public static String body(String index, String type, List<String> sources, String members) {
        return "{\"index_name\": \"%s\", \"data_source\": {\"type\": \"%s\", \"source\": %s}%s}"
                .formatted(index, type, Json.write(sources), members);
    }

    public static Response start(String body) {
        return Ml.post("/_batch_ingestion", body);
    }

    /** Starts one that must begin; answers the task's id. */
    public static String started(String body) {
        Response answer = start(body);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.path("task_id");
    }

    /** To its end. */
    public static Response done(String body) {
        return Ml.ended(started(body));
    }

    public static void completed(String body) {
        Response task = done(body);
        assertThat(task.<String>path("state")).as(task.asString()).isEqualTo("COMPLETED");
    }

    public static JsonNode stored(String index, String id) {
        return Rest.ok(Rest.get("/" + index + "/_doc/" + id)).get("_source");
    }

    /** Documents in the index, asked of OpenSearch itself. */
    public static long count(String index) {
        refresh(index);
        return Long.parseLong(given().get(SearchIndices.url("/" + index + "/_count")).path("count").toString());
    }

    /** How many times OpenSearch has stored something there. */
    public static long writes(String index) {
        refresh(index);
        return Long.parseLong(given().get(SearchIndices.url("/" + index + "/_stats/indexing"))
                .path("_all.primaries.indexing.index_total").toString());
    }

    /** The {@code n} of each document, by its id. */
    public static Map<String, Integer> numbered(String index) {
        refresh(index);
        List<Map<String, Object>> hits = given().get(SearchIndices.url("/" + index + "/_search?size=" + MOST_SHOWN))
                .path("hits.hits");
        return hits.stream().collect(Collectors.toMap(hit -> (String) hit.get("_id"),
                hit -> (Integer) ((Map<?, ?>) hit.get("_source")).get("n")));
    }

    private static void refresh(String index) {
        given().post(SearchIndices.url("/" + index + "/_refresh"));
    }
}
