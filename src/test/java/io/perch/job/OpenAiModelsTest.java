package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.OpenAi;
import io.perch.testing.OpenAi.Refused;
import io.perch.testing.Packages;
import io.perch.testing.Provider;
import io.perch.testing.Servers;
import io.perch.testing.Shape;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code GET /v1/models}. */
@QuarkusTest
@WithTestResource(Servers.class)
class OpenAiModelsTest {

    private static final Path ZIP = TinyModels.embedding(Packages.folder("models"));

    private final String name = Ml.name("huggingface/sentence transformers/listed");

    @Test
    void aModelByItsIdAndByItsName() {
        String model = Ml.deployed(Ml.registration(name, ZIP));

        Response byId = OpenAi.get("/models/" + model);

        assertThat(Shape.of(byId)).containsExactly("id", "object", "created", "owned_by", "name", "version", "function", "state",
                "embedding_dimension");
        assertThat(byId.<String>path("id")).isEqualTo(model);
        assertThat(byId.<String>path("object")).isEqualTo("model");
        assertThat(byId.<Integer>path("created").longValue())
                .isEqualTo(Ml.get("/models/" + model).<Long>path("created_time") / 1000);
        assertThat(byId.<String>path("name")).isEqualTo(name);
        assertThat(byId.<Integer>path("version")).isEqualTo(1);
        assertThat(byId.<String>path("function")).isEqualTo("TEXT_EMBEDDING");
        assertThat(byId.<String>path("state")).isEqualTo("DEPLOYED");
        assertThat(byId.<Integer>path("embedding_dimension")).isEqualTo(4);
        assertThat(OpenAi.get("/models/" + name.replace(" ", "%20")).asString()).isEqualTo(byId.asString());
        assertThat(OpenAi.get("/models/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20")).asString())
                .isEqualTo(byId.asString());
    }

    @Test
    void listsWhatV1AnswersWith() {
        String first = Ml.registered(Ml.registration(name, ZIP));
        String second = Ml.deployed(Ml.registration(name, ZIP));
        String disabled = Ml.registered(Ml.registration(name, ZIP));
        Ml.put("/models/" + disabled, "{\"is_enabled\": false}");
        Ml.post("/models/_register_meta", Ml.announcement(name, Packages.sha256(ZIP), 1));
        Ml.registered(Ml.registration(name, ZIP).replace("TEXT_EMBEDDING", "SPARSE_TOKENIZE"));

        Response list = OpenAi.get("/models");

        assertThat(Shape.of(list)).containsExactly("object", "data", "has_more");
        assertThat(list.<String>path("object")).isEqualTo("list");
        List<Map<String, Object>> mine = list.<List<Map<String, Object>>>path("data").stream()
                .filter(model -> model.get("name").equals(name)).toList();
        assertThat(mine).extracting(model -> model.get("id")).containsExactly(second, first);
        assertThat(mine).extracting(model -> model.get("state")).containsExactly("DEPLOYED", "REGISTERED");
    }

    @Test
    void modelsThatAreElsewhereAreListedToo() {
        Connectors.allow();
        try (Provider provider = new Provider()) {
            String remote = Connectors.model(Connectors.chat(provider));

            Response byId = OpenAi.get("/models/" + remote);

            assertThat(byId.<String>path("function")).isEqualTo("REMOTE");
            assertThat(OpenAi.get("/models").<List<String>>path("data.id")).contains(remote);
            assertThat(Shape.of(byId)).doesNotContain("embedding_dimension");
        } finally {
            Connectors.forbid();
        }
    }

    @Test
    void aModelThatIsUnknown() {
        Refused.of(OpenAi.get("/models/" + Ml.name("nobody"))).is(404, "invalid_request_error", "model", "model_not_found");
    }

    @Test
    void theRoutesAreDocumented() {
        var document = Shape.tree(RestAssured.get("/q/openapi?format=json"));

        for (String route : List.of("embeddings", "rerank", "chat~1completions")) {
            String body = "/paths/~1v1~1" + route + "/post/requestBody/content/application~1json";
            assertThat(document.at(body + "/examples").size()).as(route).isPositive();
        }
        assertThat(document.at("/paths/~1v1~1embeddings/post/description").asText())
                .contains("dimensions", "input_type", "base64", "on_overflow");
        assertThat(document.at("/paths/~1v1~1models/get/summary").asText()).isNotBlank();
        assertThat(document.at("/paths/~1v1~1models~1{model}/get/parameters/0/name").asText()).isEqualTo("model");
    }
}
