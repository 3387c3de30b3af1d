package io.perch.testing;

import io.restassured.http.ContentType;
import io.restassured.response.Response;

/** Search pipelines, and searches that go through them. */
public final class SearchPipes {

    private SearchPipes() {
    }

    /** Puts it; answers its id. @param members of the pipeline, as JSON: {@code "response_processors": […]} */
    public static String put(String members) {
        String id = Ml.name("search-pipeline");
        Rest.ok(Rest.put("/_search/pipeline/" + id, "{" + members + "}"));
        return id;
    }

    public static String request(String... processors) {
        return put("\"request_processors\": [" + String.join(", ", processors) + "]");
    }

    public static String response(String... processors) {
        return put("\"response_processors\": [" + String.join(", ", processors) + "]");
    }

    public static Response search(String pipeline, String index, String source) {
        return SearchIndices.asked().contentType(ContentType.JSON).body(source)
                .post("/" + index + "/_search?search_pipeline=" + pipeline);
    }
}
