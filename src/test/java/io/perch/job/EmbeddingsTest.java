package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.perch.testing.Ml;
import io.perch.testing.OpenAi;
import io.perch.testing.Packages;
import io.perch.testing.Servers;
import io.perch.testing.Shape;
import io.perch.testing.SharedModels;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v1/embeddings}. The vectors of the tiny model are means of {@link TinyModels#VECTORS}. */
@QuarkusTest
@WithTestResource(Servers.class)
class EmbeddingsTest {

    private static final List<Float> HELLO = List.of(2 / 3f, 1f, 1f, 4 / 3f);
    private static final List<Float> HELLO_SUN = List.of(0.5625f, 0.5f, 0.75f, 1.75f);
    private static final List<Float> WORLD_SUN = List.of(-0.1875f, 0.125f, 2f, 1f);

    private String model;

    @BeforeEach
    void deployed() {
        model = SharedModels.embedding();
    }

    @Test
    void theWholeAnswer() {
        Response answer = OpenAi.embed(model, "\"sun\"");

        assertThat(answer.contentType()).startsWith("application/json");
        // the mean of [CLS] 1 0 0 0, sun 0.25 -1 0 3 and [SEP] 0 1 0 0: three tokens
        assertThat(answer.asString()).isEqualTo("{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,"
                + "\"embedding\":[0.41666666,0.0,0.0,1.0]}],\"model\":\"" + model
                + "\",\"usage\":{\"prompt_tokens\":3,\"total_tokens\":3}}");
    }

    @Test
    void base64IsLittleEndian() {
        Response answer = OpenAi.embed(model, "[\"sun\"]", "\"encoding_format\": \"base64\", \"user\": \"u-1\"");

        assertThat(answer.<String>path("data[0].embedding")).isEqualTo("VVXVPgAAAAAAAAAAAACAPw==");
    }

    @Test
    void aRealModelAnswersTheSameNumbersToEverybody() {
        String miniLm = SharedModels.miniLm();
        String texts = "[\"today is sunny\", \"hello\", \"Über allen Gipfeln ist Ruh\"]";

        Response asFloats = OpenAi.embed(miniLm, texts, "\"encoding_format\": \"float\"");
        Response asBytes = OpenAi.embed(miniLm, texts, "\"encoding_format\": \"base64\"");
        Response asMl = Ml.predict(miniLm, "{\"text_docs\": " + texts + ", \"target_response\": [\"sentence_embedding\"]}");

        for (int text = 0; text < 3; text++) {
            List<Float> numbers = asMl.path("inference_results[" + text + "].output[0].data");
            assertThat(numbers).hasSize(384);
            assertThat(OpenAi.vector(asFloats, text)).isEqualTo(numbers);
            assertThat(OpenAi.vector(asBytes, text)).isEqualTo(numbers);
        }
        assertThat(OpenAi.vector(asFloats, 0).getFirst()).isCloseTo(-0.023315005f, offset(1e-4f));
        // [CLS] today is sunny [SEP], [CLS] hello [SEP], and [CLS] uber all ##en gip ##fe ##ln ist ru ##h [SEP]
        assertThat(asFloats.<Integer>path("usage.prompt_tokens")).isEqualTo(5 + 3 + 11);
        assertThat(asFloats.<Integer>path("usage.total_tokens")).isEqualTo(19);
    }

    @Test
    void aThousandTexts() {
        String texts = IntStream.range(0, 1_000).mapToObj(n -> n % 2 == 0 ? "\"hello\"" : "\"sun\"")
                .collect(Collectors.joining(",", "[", "]"));

        Response answer = OpenAi.embed(model, texts);

        assertThat(answer.<List<Integer>>path("data.index")).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
        assertThat(OpenAi.vector(answer, 998)).isEqualTo(HELLO);
        assertThat(OpenAi.vector(answer, 999)).containsExactly(0.41666666f, 0f, 0f, 1f);
        assertThat(answer.<Integer>path("usage.total_tokens")).isEqualTo(3_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\\u0000", "\\ud83d"})
    void anyTextIsAText(String text) {
        assertThat(OpenAi.vector(OpenAi.embed(model, "[\"hello\", \"" + text + "\"]"), 0)).isEqualTo(HELLO);
    }

    @Test
    void aTextThatWasCutIsReported() {
        Response answer = OpenAi.embed(model, "[\"" + "hello ".repeat(600) + "\", \"hello\"]");

        assertThat(answer.<Boolean>path("data[0].truncated")).isTrue();
        assertThat(answer.<Integer>path("data[0].tokens")).isEqualTo(512);
        assertThat(Shape.of(answer, "/data/1")).containsExactly("object", "index", "embedding");
        assertThat(answer.<Integer>path("usage.prompt_tokens")).isEqualTo(515);
    }

    @Test
    void theModelsOwnDimensionChangesNothing() {
        assertThat(OpenAi.vector(OpenAi.embed(model, "\"hello\"", "\"dimensions\": 4"), 0)).isEqualTo(HELLO);
    }

    @Test
    void aModelThatSaysSoAnswersShorterVectorsOfLengthOne() {
        String trained = trainedFor("[2, 3]");

        List<Float> two = OpenAi.vector(OpenAi.embed(trained, "\"hello\"", "\"dimensions\": 2"), 0);
        List<Float> asBytes = OpenAi.vector(
                OpenAi.embed(trained, "\"hello\"", "\"dimensions\": 2, \"encoding_format\": \"base64\""), 0);

        // 2/3 and 1, divided by the root of 13/9
        assertThat(two).hasSize(2);
        assertThat(two.get(0)).isCloseTo((float) (2 / Math.sqrt(13)), offset(1e-6f));
        assertThat(two.get(1)).isCloseTo((float) (3 / Math.sqrt(13)), offset(1e-6f));
        assertThat(asBytes).isEqualTo(two);
        assertThat(OpenAi.vector(OpenAi.embed(trained, "\"hello\"", "\"dimensions\": 3"), 0)).hasSize(3);
        assertThat(OpenAi.vector(OpenAi.embed(trained, "\"hello\""), 0)).isEqualTo(HELLO);
        OpenAi.Refused.of(OpenAi.embed(trained, "\"hello\"", "\"dimensions\": 1")).isAbout("dimensions")
                .says("dimensions is 1, but the vectors of model " + trained + " have 4 or [2, 3]");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 1_000_000})
    void anyOtherModelAnswersItsOwnLengthOnly(int dimensions) {
        OpenAi.Refused.of(OpenAi.embed(model, "\"hello\"", "\"dimensions\": " + dimensions)).isAbout("dimensions")
                .says("dimensions is " + dimensions + ", but the vectors of model " + model + " have 4 (",
                        "matryoshka_dimensions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"64", "[\"64\"]", "[0]", "[1.5]", "{}"})
    void whatAModelSaysOfShorterVectorsIsCheckedWhenItIsRegistered(String sizes) {
        assertThat(Ml.post("/models/_register", registrationFor(sizes)).<String>path("error.reason"))
                .contains("additional_config.matryoshka_dimensions must be an array of whole numbers greater than 0");
    }

    @ParameterizedTest
    @CsvSource({"query, Q", "search_query, Q", "passage, P", "document, P", "search_document, P"})
    void aModelWithPrefixesIsToldTheSide(String inputType, String side) {
        Response answer = OpenAi.embed(SharedModels.asymmetric(), "\"sun\"", "\"input_type\": \"" + inputType + "\"");

        assertThat(OpenAi.vector(answer, 0)).isEqualTo(side.equals("Q") ? HELLO_SUN : WORLD_SUN);
    }

    @Test
    void whatIsNotSaidIsAQuery() {
        assertThat(OpenAi.vector(OpenAi.embed(SharedModels.asymmetric(), "\"sun\""), 0)).isEqualTo(HELLO_SUN);
    }

    @Test
    void aModelWithoutPrefixesTakesBothSidesForTheSame() {
        assertThat(OpenAi.vector(OpenAi.embed(model, "\"hello\"", "\"input_type\": \"passage\""), 0)).isEqualTo(HELLO);
    }

    @Test
    void aModelThatIsNotDeployedIsDeployed() {
        String registered = Ml.registered(TinyModels.embedding(Packages.folder("embeddings")));

        assertThat(OpenAi.vector(OpenAi.embed(registered, "\"hello\""), 0)).isEqualTo(HELLO);
    }

    @Test
    void prettyAndFilteredOnRequest() {
        Response answer = OpenAi.post("/embeddings?pretty&filter_path=usage.total_tokens",
                "{\"model\": \"" + model + "\", \"input\": \"sun\"}");

        assertThat(answer.asString()).isEqualTo("{\n  \"usage\" : {\n    \"total_tokens\" : 3\n  }\n}\n");
    }

    private static String trainedFor(String sizes) {
        return Ml.deployed(registrationFor(sizes));
    }

    private static String registrationFor(String sizes) {
        return Ml.registration(Ml.name("matryoshka"), TinyModels.embedding(Packages.folder("embeddings")))
                .replace("\"model_type\"", "\"additional_config\": {\"matryoshka_dimensions\": " + sizes + "}, \"model_type\"");
    }
}
