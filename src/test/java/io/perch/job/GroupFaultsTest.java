package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Kept;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** G1 to G4 with what they refuse. */
@QuarkusTest
@WithTestResource(Servers.class)
class GroupFaultsTest {

    private static final String REGISTER = "/model_groups/_register";
    private static final String REQUIRED = "Model group name is required and cannot be null or blank";
    private static final String CHARACTERS =
            "Model group name can only contain letters, numbers, spaces, and basic punctuation (.,!?():@-_'/\")";

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\": null}", "{\"name\": \"\"}", "{\"name\": \" \\t \"}"})
    void aNameIsRequired(String body) {
        Refusal.of(Ml.post(REGISTER, body)).is(400, "action_request_validation_exception", "group_name_invalid").says(REQUIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a<b", "a;b", "a\\nb", "a\\u0000b", "\\ud800", "a%b", "{}"})
    void aNameHasPlainCharacters(String name) {
        Refusal.of(Ml.post(REGISTER, "{\"name\": \"" + name + "\"}"))
                .is(400, "action_request_validation_exception", "group_name_invalid").says(CHARACTERS);
    }

    @Test
    void aNameHasAnEnd() {
        Refusal.of(Ml.post(REGISTER, "{\"name\": \"" + "n".repeat(513) + "\"}"))
                .is(400, "action_request_validation_exception", "group_name_invalid").says("513 characters, at most 512");
    }

    @Test
    void namesOfTheWorldAreFine() {
        String name = Ml.name("Grüße, 模型 (v2)");
        String group = Ml.post(REGISTER, "{\"name\": \"" + name + "\"}").path("model_group_id");

        assertThat(Ml.get("/model_groups/" + group).<String>path("name")).isEqualTo(name);
        assertThat(Ml.delete("/model_groups/" + group).<String>path("result")).isEqualTo("deleted");
    }

    @Test
    void aNameIsUnique() {
        String name = Ml.name("taken");
        String first = register(name);
        String second = register(Ml.name("other"));

        Refusal.of(Ml.post(REGISTER, "{\"name\": \"" + name + "\"}"))
                .is(400, "illegal_argument_exception", "group_name_taken")
                .says("The name you provided is already being used by a model group with ID: " + first + ".");
        Refusal.of(Ml.put("/model_groups/" + second, "{\"name\": \"" + name + "\"}"))
                .is(400, "illegal_argument_exception", "group_name_taken")
                .says("The name you provided is already being used by another model with ID: " + first
                        + ". Please provide a different name");
        assertThat(Kept.groupsNamed(name)).isEqualTo(1);
        assertThat(Ml.put("/model_groups/" + first, "{\"name\": \"" + name + "\"}").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'' | model group id is invalid",
        "_a | model group id must not start with '_'",
        "-a | model group id must not start with '-'",
        "a/b | model group id must contain only letters, digits, underscores, and hyphens"})
    void anIdHasPlainCharacters(String id, String reason) {
        Refusal.of(Ml.post(REGISTER, "{\"name\": \"n\", \"model_group_id\": \"" + id + "\"}")).isInvalid().says(reason);
    }

    @Test
    void anIdHasAnEnd() {
        Refusal.of(Ml.post(REGISTER, "{\"name\": \"n\", \"model_group_id\": \"" + "a".repeat(513) + "\"}"))
                .isInvalid().says("model group id is too long, max length is 512");
    }

    @Test
    void anIdIsUnique() {
        String id = Ml.name("own");
        String body = "{\"name\": \"%s\", \"model_group_id\": \"" + id + "\"}";
        assertThat(Ml.post(REGISTER, body.formatted(Ml.name("first"))).<String>path("model_group_id")).isEqualTo(id);

        Refusal.of(Ml.post(REGISTER, body.formatted(Ml.name("second")))).is(409, "status_exception", "id_taken")
                .says("model group id '" + id + "' already exists").advises("choose another id");
    }

    @Test
    void allFaultsAreToldAtOnce() {
        Refusal.of(Ml.post(REGISTER, "{\"name\": [1], \"description\": {}, \"model_group_id\": \"_x\"}")).isInvalid()
                .says("Field [name] must be a string, but it is of type [array]", "Field [description] must be a string",
                        "model group id must not start with '_'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"access_mode\": \"private\"", "\"backend_roles\": [\"a\"]", "\"add_all_backend_roles\": true"})
    void accessParametersNeedAccessControl(String parameter) {
        String words = "You cannot specify model access control parameters because the Security plugin or model access control is"
                + " disabled on your cluster.";
        Refusal.of(Ml.post(REGISTER, "{\"name\": \"" + Ml.name("a") + "\", " + parameter + "}"))
                .is(400, "illegal_argument_exception", "access_control_off").says(words).advises("leave access_mode");
        Refusal.of(Ml.put("/model_groups/" + register(Ml.name("b")), "{" + parameter + "}"))
                .is(400, "illegal_argument_exception", "access_control_off").says(words);
        Refusal.of(Ml.post("/models/_register",
                Ml.with(parameter, Ml.registration("m", "http://127.0.0.1:1/x.zip", "0"))))
                .is(400, "illegal_argument_exception", "access_control_off").says(words);
    }

    @Test
    void whatTheDatabaseCannotHoldIsTheCallersFault() {
        Refusal.of(Ml.post(REGISTER, "{\"name\": \"" + Ml.name("nul") + "\", \"description\": \"a\\u0000b\"}"))
                .isInvalid().says("U+0000");
    }

    @Test
    void aGroupWithModelsStays() {
        String model = Ml.registered(TinyModels.embedding(Packages.folder("group-faults")));
        String group = Ml.get("/models/" + model).path("model_group_id");

        Refusal.of(Ml.delete("/model_groups/" + group)).is(409, "status_exception", "group_not_empty")
                .says("Cannot delete the model group when it has associated model versions").advises("delete its models first");

        Ml.remove(model);
        Refusal.of(Ml.get("/model_groups/" + group)).is(404, "status_exception", "group_not_found");
    }

    private static String register(String name) {
        return Ml.post(REGISTER, "{\"name\": \"" + name + "\"}").path("model_group_id");
    }
}
