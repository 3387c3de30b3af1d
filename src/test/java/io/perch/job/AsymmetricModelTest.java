package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Ml;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that wants to know on which side a text is: {@code hello } goes before queries, {@code world } before passages. */
@QuarkusTest
@WithTestResource(Servers.class)
class AsymmetricModelTest {

    /** The means of [CLS], hello or world, sun, [SEP]. */
    private static final List<Float> HELLO_SUN = List.of(0.5625f, 0.5f, 0.75f, 1.75f);
    private static final List<Float> WORLD_SUN = List.of(-0.1875f, 0.125f, 2f, 1f);

    private String model;

    @BeforeEach
    void deployed() {
        model = SharedModels.asymmetric();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"content_type\": \"query\"}", "{\"content_type\": \"QUERY\"}", "{}", "{\"content_type\": null}"})
    void aQuery(String parameters) {
        assertThat(vector(parameters)).isEqualTo(HELLO_SUN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"content_type\": \"passage\"}", "{\"content_type\": \"Passage\"}"})
    void aPassage(String parameters) {
        assertThat(vector(parameters)).isEqualTo(WORLD_SUN);
    }

    @Test
    void theSideMustBeSaid() {
        Refusal.of(Ml.predict(model, "{\"text_docs\": [\"sun\"]}")).is(400, "illegal_argument_exception", "input_invalid")
                .says("The embedding model chosen is asymmetric. To use it, you must declare whether the input is of type `QUERY`"
                        + " or of type `PASSAGE`.")
                .advises("content_type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"content_type\": \"poem\"}", "{\"content_type\": []}", "\"query\""})
    void theSideIsOneOfTwo(String parameters) {
        Refusal.of(Ml.predict(model, "{\"text_docs\": [\"sun\"], \"parameters\": " + parameters + "}"))
                .isInvalid().says("parameters");
    }

    private List<Float> vector(String parameters) {
        Response answer = Ml.predict(model, "{\"text_docs\": [\"sun\"], \"parameters\": " + parameters + "}");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.path("inference_results[0].output[0].data");
    }
}
