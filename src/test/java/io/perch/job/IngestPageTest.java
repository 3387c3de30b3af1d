package io.perch.job;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.Page;
import io.perch.testing.Rest;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.perch.testing.WithProvider;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/ingest.md}, in their order. */
@QuarkusTest
@WithTestResource(Servers.class)
class IngestPageTest extends WithProvider {

    /** {@code ```json put /path} and what follows. */
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```(json|ndjson) (opensearch )?(put|post) (\\S+)\n(.*?)```");

    private final String index = Ml.name("notes");

    @Test
    void eachDoesWhatThePageSays() {
        provider.on("/chat", Behaviours.json("{\"said\": \"short\"}"));
        String remote = Connectors.model(Connectors.draft(provider.url("/chat"), "{\"p\": \"${parameters.prompt}\"}", "{}"));
        List<MatchResult> examples = Page.of("ingest.md").all(EXAMPLE);

        List<JsonNode> answers = examples.stream().map(example -> Rest.ok(answer(example, remote))).toList();

        assertThat(answers).hasSize(9);
        assertThat(answers.get(3).at("/hits/hits/0/_id").asText()).isEqualTo("2");
        assertThat(answers.get(8).at("/docs/0/processor_results/0/doc/_source/title_vector")).hasSize(4);
        assertThat(Rest.ok(Rest.post("/_ingest/pipeline/chunks/_simulate",
                "{\"docs\": [{\"_source\": {\"chunks\": [{\"text\": \"sun\"}]}}]}"))
                .at("/docs/0/doc/_source/chunks/0/vector")).hasSize(4);
        assertThat(Rest.ok(Rest.post("/_ingest/pipeline/summary/_simulate", "{\"docs\": [{\"_source\": {\"body\": \"sun\"}}]}"))
                .at("/docs/0/doc/_source/summary").asText()).isEqualTo("short");
        assertThat(Rest.ok(Rest.post("/_ingest/pipeline/passages/_simulate", "{\"docs\": [{\"_source\": {\"body\": \""
                + "sun ".repeat(300) + "\"}}]}")).at("/docs/0/doc/_source/passage_vectors")).hasSize(2);
        assertThat(Rest.ok(Rest.post("/_ingest/pipeline/careful/_simulate", "{\"docs\": [{\"_source\": {\"title\": 5}}]}"))
                .at("/docs/0/doc/_source/error").asText()).contains("neither string nor nested type");
    }

    private Response answer(MatchResult example, String remote) {
        String path = example.group(4).replace("/notes", "/" + index).replace("/pipeline/" + index, "/pipeline/notes");
        String body = example.group(5).replace("<model>", SharedModels.embedding()).replace("<remote>", remote);
        if (example.group(2) != null) {
            return given().baseUri(Servers.openSearch().url()).port(Servers.openSearch().port())
                    .contentType("application/json").body(body).put(path);
        }
        return example.group(1).equals("ndjson") ? Rest.bulk(path, body)
                : example.group(3).equals("put") ? Rest.put(path, body) : Rest.post(path, body);
    }
}
