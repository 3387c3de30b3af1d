package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.testing.Refusal;
import io.perch.testing.Rest;
import io.perch.testing.SearchIndices;
import io.perch.testing.Servers;
import io.perch.testing.TroubledOpenSearch;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What callers are told when OpenSearch, or what stands before it, has troubles of its own. */
@QuarkusTest
@WithTestResource(value = Servers.class, initArgs = @ResourceArg(name = "opensearch", value = "false"))
@WithTestResource(TroubledOpenSearch.class)
class BusySearchTest {

    @Test
    void itStaysBusy() {
        Response answer = SearchIndices.search("busy", "{}");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.asString()).contains("told to answer 429");
    }

    @Test
    void itDoesNotAnswer() {
        Refusal.of(SearchIndices.search("silent", "{}")).is(504, "status_exception", "deadline_exceeded")
                .says("OpenSearch has not answered within 1000 ms").advises("perch.indices.patience");
    }

    @Test
    void aProxyAnswersInsteadOfIt() {
        Response plain = SearchIndices.search("proxy", "{}");
        Response pretty = SearchIndices.asked().get("/proxy/_search?pretty");

        assertThat(List.of(plain.statusCode(), pretty.statusCode())).containsOnly(403);
        assertThat(List.of(plain.asString(), pretty.asString())).containsOnly("<html>no</html>");
    }

    @Test
    void itTokenizesNothing() {
        JsonNode docs = Rest.ok(Rest.post("/_ingest/pipeline/_simulate", """
                {"pipeline": {"processors": [{"text_chunking": {"field_map": {"t": "p"},
                   "algorithm": {"fixed_token_length": {"token_limit": 3}}}}]},
                 "docs": [{"_source": {"t": "one two"}}, {"_source": {"t": "three"}}, {"_source": {"t": "sun"}}]}"""))
                .get("docs");

        assertThat(docs).extracting(doc -> doc.at("/error/code").asText())
                .containsExactly("search_unavailable", "search_unavailable", "");
        assertThat(docs.at("/2/doc/_source/p/0").asText()).isEqualTo("sun");
    }

    @Test
    void itAnswersTooFewSearches() {
        Refusal.of(SearchIndices.multi("/_msearch", "{\"index\": \"a\"}", "{}", "{\"index\": \".b\"}", "{}"))
                .is(503, "status_exception", "search_unavailable").says("OpenSearch has answered 0 searches of 1");
    }
}
