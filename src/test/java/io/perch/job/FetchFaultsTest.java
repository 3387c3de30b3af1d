package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Kept;
import io.perch.testing.Ml;
import io.perch.testing.Packages;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.TinyModels;
import io.perch.testing.WebSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The url of a register does not give what was promised. */
@QuarkusTest
@WithTestResource(Servers.class)
class FetchFaultsTest {

    private static final String ANY_HASH = "0".repeat(64);

    private Path zip;
    private WebSource web;

    @BeforeEach
    void serve() throws IOException {
        zip = TinyModels.embedding(Packages.folder("fetch-faults"));
        web = new WebSource().serves("/model.zip", zip);
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void anHonestServerIsFetchedFrom() {
        Response accepted = Ml.post("/models/_register",
                Ml.registration(Ml.name("honest"), web.url("/model.zip"), Packages.sha256(zip)));

        assertThat(Ml.ended(accepted.path("task_id")).<String>path("state")).isEqualTo("COMPLETED");
        assertThat(Kept.chunks(accepted.path("model_id"))).isEqualTo(1);

        Ml.remove(accepted.path("model_id"));
        assertThat(Kept.chunks(accepted.path("model_id"))).isZero();
    }

    @Test
    void theHashIsAnother() {
        RegisterFaults.register(web.url("/model.zip"), ANY_HASH)
                .is(400, "illegal_argument_exception", "hash_mismatch")
                .says("model content changed", ANY_HASH, Packages.sha256(zip))
                .advises("model_content_hash_value");
    }

    @Test
    void theHashIsMissing() {
        String name = Ml.name("faulty");
        String registration = Ml.registration(name, web.url("/model.zip"), "").replace("\"model_content_hash_value\": \"\",", "");

        RegisterFaults.failed(name, registration)
                .is(400, "illegal_argument_exception", "hash_missing")
                .says("Model content Hash code need to be provided when register via url. Please calculate sha 256 Hash code.")
                .advises("sha256sum");
    }

    @ParameterizedTest
    @CsvSource({"404", "403", "500", "204"})
    void theServerAnswersSomethingElse(int status) {
        web.answersStatus("/gone.zip", status);

        RegisterFaults.register(web.url("/gone.zip?signature=secret"), ANY_HASH)
                .is(502, "status_exception", "fetch_failed")
                .says("Cannot fetch " + web.url("/gone.zip") + ": the server answered " + status)
                .advises("see that the url can be read from where Perch runs");
    }

    @Test
    void nobodyListens() {
        RegisterFaults.register("http://127.0.0.1:1/model.zip", ANY_HASH)
                .is(502, "status_exception", "fetch_failed")
                .says("Cannot fetch http://127.0.0.1:1/model.zip: the connection was refused")
                .advises("register again");
    }

    @Test
    void thePortIsNone() {
        RegisterFaults.register("http://127.0.0.1:99999/model.zip", ANY_HASH)
                .is(400, "illegal_argument_exception", "url_not_trusted")
                .says("http://127.0.0.1:99999/model.zip cannot be fetched")
                .advises("https://host/");
    }

    @Test
    void theSchemeIsNotFetched() {
        RegisterFaults.register("ftp://127.0.0.1/model.zip", ANY_HASH)
                .is(400, "illegal_argument_exception", "url_not_trusted")
                .says("ftp://127.0.0.1/model.zip cannot be fetched")
                .advises("https://host/");
    }

    @Test
    void theBodyBreaksOff() throws IOException {
        byte[] content = Files.readAllBytes(zip);
        web.claims("/cut.zip", content.length + 1_000, content);

        RegisterFaults.register(web.url("/cut.zip"), Packages.sha256(zip))
                .is(502, "status_exception", "fetch_failed")
                .says("Cannot fetch " + web.url("/cut.zip"))
                .advises("register again");
    }

    @Test
    void itRedirectsToAFile() {
        web.redirects("/moved.zip", "file:///etc/passwd");

        RegisterFaults.register(web.url("/moved.zip"), ANY_HASH)
                .is(400, "illegal_argument_exception", "url_not_trusted")
                .says(web.url("/moved.zip") + " redirects to something that is not http or https");
    }

    @Test
    void itRedirectsToWhatIsNotTrusted() {
        web.redirects("/moved.zip", "http://127.0.0.2:9/model.zip");
        Ml.setting("trusted_url_regex", "^http://127\\\\.0\\\\.0\\\\.1:");
        try {
            RegisterFaults.register(web.url("/moved.zip"), ANY_HASH)
                    .is(400, "illegal_argument_exception", "url_not_trusted")
                    .says("URL can't match trusted url regex")
                    .advises("refused: http://127.0.0.2:9/model.zip", "plugins.ml_commons.trusted_url_regex");
        } finally {
            Ml.setting("trusted_url_regex", null);
        }
    }

    @Test
    void itRedirectsForEver() {
        web.redirects("/round.zip", "/round.zip");

        RegisterFaults.register(web.url("/round.zip"), ANY_HASH)
                .is(502, "status_exception", "fetch_failed")
                .says("it redirects more than 5 times");
    }

    @Test
    void itAnnouncesFiveGigabytes() {
        web.claims("/huge.zip", 5_000_000_000L, new byte[10]);

        RegisterFaults.register(web.url("/huge.zip"), ANY_HASH)
                .is(400, "illegal_argument_exception", "model_too_big")
                .says("Model file size exceeds the limit of 4", ": 5000000000")
                .advises("perch.artifact.max-model-size");
    }

    @ParameterizedTest
    @CsvSource({"file:///etc/passwd", "file:///nothing/there.zip"})
    void theFileIsOutsideTheRoots(String url) {
        // the same words for what exists and what does not
        RegisterFaults.register(url, ANY_HASH)
                .is(400, "illegal_argument_exception", "url_not_trusted")
                .says("is outside the folders that file: urls may read")
                .advises("perch.artifact.file-roots");
    }

    @Test
    void theFileClimbsOutOfTheRoots() {
        RegisterFaults.register("file://" + Packages.folder("fetch-faults") + "/../../../pom.xml", ANY_HASH)
                .is(400, "illegal_argument_exception", "url_not_trusted")
                .says("is outside the folders that file: urls may read");
    }

    @Test
    void theFileIsALinkOutOfTheRoots() throws IOException {
        Path link = Packages.folder("fetch-faults").resolve("link.zip");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of("pom.xml").toAbsolutePath());

        RegisterFaults.register(link.toUri().toString(), ANY_HASH)
                .is(400, "illegal_argument_exception", "url_not_trusted")
                .says("is outside the folders that file: urls may read");
    }

    @Test
    void thereIsNoSuchFile() {
        RegisterFaults.register(Packages.folder("fetch-faults").resolve("none.zip").toUri().toString(), ANY_HASH)
                .is(502, "status_exception", "fetch_failed")
                .says("there is no such file")
                .advises("see that Perch may read the file");
    }

    @Test
    void theFileIsAFolder() {
        RegisterFaults.register(Packages.folder("fetch-faults").toUri().toString(), ANY_HASH)
                .is(502, "status_exception", "fetch_failed")
                .says("it is not a regular file");
    }

    @Test
    void aFailedRegisterGivesItsVersionBackAndLeavesAnOlderGroupAlone() {
        String name = Ml.name("kept");
        String group = Ml.post("/model_groups/_register", "{\"name\": \"" + name + "\"}").path("model_group_id");

        Response accepted = Ml.post("/models/_register", Ml.registration(name, web.url("/model.zip"), ANY_HASH));
        Refusal.ofTask(Ml.ended(accepted.path("task_id"))).is(400, "illegal_argument_exception", "hash_mismatch");

        assertThat(Ml.get("/model_groups/" + group).<Integer>path("latest_version")).isZero();
        assertThat(Ml.delete("/model_groups/" + group).statusCode()).isEqualTo(200);
    }
}
