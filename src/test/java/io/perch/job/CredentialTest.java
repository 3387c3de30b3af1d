package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.Provider;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.Sql;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Secrets of connectors: kept sealed or elsewhere, used, never shown. */
@QuarkusTest
@WithTestResource(Servers.class)
class CredentialTest {

    private static final Path FOLDER = Path.of("target/test-credentials").toAbsolutePath();
    private static final String ASK = "{\"parameters\": {\"messages\": []}}";

    private final Provider provider = new Provider();

    @BeforeEach
    void allow() throws IOException {
        Connectors.allow();
        Files.createDirectories(FOLDER);
        provider.on("/v1/chat/completions", Behaviours.json("{}"));
    }

    @AfterEach
    void forbid() {
        Connectors.forbid();
        provider.close();
    }

    @Test
    void theDatabaseHoldsNothingThatCanBeRead() {
        String id = Connectors.create(Connectors.chat(provider));

        String stored = Sql.text("SELECT row_to_json(c)::text FROM connector c WHERE id = '" + id + "'");

        assertThat(stored).contains("credential").doesNotContain(Connectors.KEY);
    }

    @Test
    void aValueMayBeInAFileAndIsReadAgainWhenItChanges() throws IOException {
        Path file = FOLDER.resolve("key-" + Ml.name("k"));
        Files.writeString(file, "first-key\n");
        String model = Connectors.model(Connectors.chat(provider).replace(Connectors.KEY, "file:" + file));

        Ml.predict(model, ASK);
        assertThat(provider.last().headers()).containsEntry("authorization", "Bearer first-key");
        Files.writeString(file, "second-key\n");
        Ml.predict(model, ASK);
        Ml.predict(model, ASK);

        assertThat(provider.last().headers()).containsEntry("authorization", "Bearer second-key");
        Files.delete(file);
    }

    @Test
    void otherFilesAndVariablesAreNoCredentials() {
        Refusal.of(Ml.post("/connectors/_create", Connectors.chat(provider).replace(Connectors.KEY, "file:/etc/passwd")))
                .isInvalid().says("Credential 'key' is refused");
        Refusal.of(Ml.post("/connectors/_create", Connectors.chat(provider).replace(Connectors.KEY, "env:PATH")))
                .isInvalid().says("PERCH_CREDENTIAL_");
    }

    @Test
    void aReferenceThatLeadsNowhereIsExplainedWhenItIsUsed() {
        String model = Connectors.model(Connectors.chat(provider).replace(Connectors.KEY, "env:PERCH_CREDENTIAL_NOT_SET"));

        Refusal.of(Ml.predict(model, ASK)).is(500, "status_exception", "credential_unreadable")
                .says("env:PERCH_CREDENTIAL_NOT_SET");
    }

    @Test
    void aSealedValueThatSomebodyChangedIsNotUsed() {
        String id = Connectors.create(Connectors.chat(provider));
        String model = Ml.registered(Connectors.registration(id));
        String other = Connectors.create(Connectors.chat(provider));
        Sql.execute("UPDATE connector SET credential = (SELECT credential FROM connector WHERE id = '" + other + "') WHERE id = '"
                + id + "'");

        Refusal.of(Ml.predict(model, ASK)).is(500, "status_exception", "credential_unreadable");
        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void theKeyIsUnderTheCurrentMasterKey() {
        Connectors.create(Connectors.chat(provider));

        assertThat(Ml.post("/connectors/_rotate_key").<Boolean>path("rotated")).isFalse();
    }
}
