package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Kept;
import io.perch.testing.Ml;
import io.perch.testing.Refusal;
import io.restassured.response.Response;

/** A register by url that is accepted, fails in its task, and leaves nothing behind. */
final class RegisterFaults {

    private RegisterFaults() {
    }

    static Refusal register(String url, String sha256) {
        return registerAs(Ml.name("faulty"), url, sha256);
    }

    static Refusal registerAs(String name, String url, String sha256) {
        return failed(name, Ml.registration(name, url, sha256));
    }

    static Refusal failed(String name, String registration) {
        Response accepted = Ml.post("/models/_register", registration);
        assertThat(accepted.statusCode()).as(accepted.asString()).isEqualTo(200);
        String model = accepted.path("model_id");
        Refusal why = Refusal.ofTask(Ml.ended(accepted.path("task_id")));

        assertThat(Kept.models(model)).as("rows of the model").isZero();
        assertThat(Kept.groupsNamed(name)).as("rows of the group").isZero();
        assertThat(Kept.chunks(model)).as("chunks").isZero();
        Refusal.of(Ml.get("/models/" + model)).is(404, "status_exception", "model_not_found");
        return why;
    }
}
