package io.perch.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perch.artifact.ArtifactConfig;
import io.perch.artifact.Configs;
import io.perch.artifact.Fetched;
import io.perch.artifact.Fetcher;
import io.perch.artifact.Progress;
import io.perch.artifact.WorkDir;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.testing.FileServer;
import io.perch.testing.Packages;
import io.perch.testing.Repository;
import io.perch.testing.TinyModels;
import io.perch.testing.WebSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PretrainedModelsTest {

    private static final String NAME = "hf/st/tiny";
    private static final PretrainedRef TINY = PretrainedRef.of(NAME, "1.0.1", ModelFormat.ONNX);

    @TempDir
    Path folder;
    Path root;
    Path zip;
    WorkDir workDir;

    @BeforeEach
    void mirror() throws IOException {
        root = Files.createDirectories(folder.resolve("ml models"));
        zip = TinyModels.embedding(folder);
        new Repository(root).holds(NAME, "1.0.1", zip);
        workDir = new WorkDir(artifact());
        workDir.newPath(".any");
    }

    @AfterEach
    void nothingStays() throws IOException {
        workDir.close();
        assertThat(Packages.filesUnder(folder.resolve("work"), ".json")).as("documents left on disk").isZero();
        assertThat(Packages.filesUnder(folder.resolve("work"), ".zip")).as("packages left on disk").isZero();
    }

    @Test
    void aFolderIsARepository() throws Exception {
        servesTheModel(at(root.toUri().toString()));
    }

    @Test
    void aWebServerIsARepository() throws Exception {
        try (FileServer web = new FileServer(root)) {
            servesTheModel(at(web.url("")));
        }
    }

    @Test
    void aWebServerMayRedirect() throws Exception {
        try (FileServer web = new FileServer(root); WebSource front = new WebSource()) {
            front.redirects("/r/model_listing/pre_trained_models.json", web.url("model_listing/pre_trained_models.json"));

            at(front.url("/r")).requireListed(TINY);
        }
    }

    @Test
    void unlessToldOtherwiseItIsTheOriginals() {
        assertThat(Configs.read(PretrainedConfig.class, Map.of()).root())
                .hasToString("Optional[https://artifacts.opensearch.org/models/ml-models]");
    }

    @Test
    void setToNothingThereIsNone() {
        PerchException refusal = catchThrowableOfType(PerchException.class, () -> at("").requireListed(TINY));

        assertThat(refusal.code()).isEqualTo(ErrorCode.PRETRAINED_OFF);
        assertThat(refusal.reason()).contains("perch.pretrained.root is empty");
    }

    @Test
    void aFileThatIsMissingIsNamed() throws Exception {
        new Repository(root).withoutListing();
        unread(root.toUri().toString(), "Cannot fetch " + root.toUri().getScheme() + ":" + root.toUri().getRawPath()
                + "model_listing/pre_trained_models.json: there is no such file");
        try (FileServer web = new FileServer(root)) {
            unread(web.url(""), "Cannot fetch " + web.url("model_listing/pre_trained_models.json")
                    + ": the server answered 404");
        }
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        unread("http://127.0.0.1:1/r", "Cannot fetch http://127.0.0.1:1/r/model_listing/pre_trained_models.json:"
                + " the connection was refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://bucket/models", "file:models", "models", "file://elsewhere/models"})
    void otherRootsAreNotRead(String other) {
        PerchException refusal = catchThrowableOfType(PerchException.class, () -> at(other).requireListed(TINY));

        assertThat(refusal.code()).isEqualTo(ErrorCode.URL_NOT_TRUSTED);
        assertThat(refusal.hint()).contains("perch.pretrained.root");
    }

    @Test
    void aLinkDoesNotLeadOutOfTheFolder() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.json"), "[]");
        Path listing = root.resolve("model_listing/pre_trained_models.json");
        Files.delete(listing);
        Files.createSymbolicLink(listing, secret);

        PerchException refusal = catchThrowableOfType(PerchException.class, () -> at(root.toUri().toString()).requireListed(TINY));

        assertThat(refusal.code()).isEqualTo(ErrorCode.URL_NOT_TRUSTED);
    }

    @Test
    void aDocumentHasABound() {
        new Repository(root).listing("[" + " ".repeat(5000) + "]");

        PerchException refusal = catchThrowableOfType(PerchException.class, () -> at(root.toUri().toString()).requireListed(TINY));

        assertThat(refusal.code()).isEqualTo(ErrorCode.PRETRAINED_UNREADABLE);
        assertThat(refusal.reason()).endsWith("it has 5002 bytes, perch.pretrained.max-document-size is 4096");
    }

    @Test
    void aSizeThatIsTooLargeIsRefusedBeforeAByteFlows() throws Exception {
        PretrainedModels models = at(root.toUri().toString());
        PretrainedCard card = models.card(TINY);
        PretrainedCard larger = new PretrainedCard(card.spec(), card.sha256(), 5_000_000_000L);

        PerchException refusal = catchThrowableOfType(PerchException.class,
                () -> models.fetch(TINY, larger, (done, total) -> {
                    throw new AssertionError(done + " bytes flowed");
                }));

        assertThat(refusal.code()).isEqualTo(ErrorCode.MODEL_TOO_BIG);
    }

    private void servesTheModel(PretrainedModels models) throws Exception {
        models.requireListed(TINY);
        PretrainedCard card = models.card(TINY);
        try (Fetched fetched = models.fetch(TINY, card, Progress.UNHEARD)) {
            assertThat(fetched.file()).hasSameBinaryContentAs(zip);
            assertThat(fetched.sha256()).isEqualTo(card.sha256());
            assertThat(card.bytes()).isEqualTo(Files.size(zip));
        }
    }

    private void unread(String otherRoot, String reason) {
        PerchException failure = catchThrowableOfType(PerchException.class, () -> at(otherRoot).requireListed(TINY));

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.code()).isEqualTo(ErrorCode.FETCH_FAILED);
        assertThat(failure.hint()).contains("perch.pretrained.root", "docs/pretrained.md");
    }

    private PretrainedModels at(String otherRoot) {
        PretrainedConfig config = Configs.read(PretrainedConfig.class,
                Map.of("perch.pretrained.root", otherRoot, "perch.pretrained.max-document-size", "4K"));
        return new PretrainedModels(config, new Fetcher(artifact()), workDir, (holder, function) -> ModelConfig.NONE);
    }

    private ArtifactConfig artifact() {
        return Configs.artifact(new HashMap<>(Map.of("perch.artifact.work-dir", folder.resolve("work").toString())));
    }
}
