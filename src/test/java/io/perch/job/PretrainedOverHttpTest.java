package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Repository;
import io.perch.testing.RepositoryServer;
import io.perch.testing.Servers;
import io.perch.testing.TinyModels;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Models registered by name and version, from a web server. */
@QuarkusTest
@WithTestResource(Servers.class)
@WithTestResource(RepositoryServer.class)
class PretrainedOverHttpTest {

    private final String name = "hf/st/" + Ml.name("tiny");

    @Test
    void aNameAndAVersionAreEnough() {
        RepositoryServer.repository().holds(name, "1.0.1", TinyModels.embedding(Packages.folder("pretrained-zips")));

        String model = Ml.deployed(Repository.registration(name, "1.0.1"));

        assertThat(Ml.predict(model, "{\"text_docs\": [\"hello\"]}").statusCode()).isEqualTo(200);
        Ml.remove(model);
    }

    @Test
    void whatTheServerDoesNotHaveFailsTheTask() {
        RepositoryServer.repository().withoutListing();

        RegisterFaults.failed(name, Repository.registration(name, "1"))
                .is(502, "status_exception", "fetch_failed")
                .says("Cannot fetch http://127.0.0.1:", "/model_listing/pre_trained_models.json: the server answered 404")
                .advises("perch.pretrained.root");
    }
}
