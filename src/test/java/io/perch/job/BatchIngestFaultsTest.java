package io.perch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Connectors;
import io.perch.testing.Ingestions;
import io.perch.testing.Ml;
import io.perch.testing.Refusal;
import io.perch.testing.Servers;
import io.perch.testing.Sql;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with batch ingestions. */
@QuarkusTest
@WithTestResource(Servers.class)
class BatchIngestFaultsTest {

    private static final String CREDENTIAL = """
            , "credential": {"access_key": "a", "secret_key": "s", "region": "eu-central-1"}""";

    private final String index = Ml.name("faulty");
    private final long before = tasks();

    private static long tasks() {
        return Sql.number("SELECT count(*) FROM task WHERE type = 'BATCH_INGEST'");
    }

    @AfterEach
    void switchOn() {
        Ml.setting("offline_batch_ingestion_enabled", null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{}                                                  | The index name is missing",
        "{'index_name': 'i'}                                 | The batch ingest input data source cannot be null",
        "{'index_name': 'i', 'data_source': {}}              | The batch ingest input data source cannot be null",
        "{'index_name': 'i', 'data_source': 's3'}            | Field [data_source] must be an object",
        "{'data_source': {'type': 's3'}}                     | The batch ingest input data source is missing data type or source",
        "{'data_source': {'source': ['s3://b/k']}}           | The batch ingest input data source is missing data type or source",
        "{'data_source': {'type': 'file', 'source': []}}     | The batch ingest input has no sources",
        "{'data_source': {'type': 'file', 'source': 'x'}}    | Field [data_source.source] must be an array of strings",
        "{'data_source': {'type': 'ftp', 'source': ['x']}}   | Unsupported data source type [ftp]: it is s3 or file",
        "{'data_source': {'type': 'OpenAI', 'source': ['x']}} | Sources of type openai are not read: download the file",
        "{'data_source': {'type': 'S3', 'source': ['x']}}    | S3 URIs are invalid: [x]",
        "{'data_source': {'type': 's3', 'source': ['s3://bucket/k']}} | need [access_key, secret_key, region] in credential",
        "{'data_source': {'type': 'file', 'source': ['/x']}} | does not name a file, as file:///folder/lines.jsonl does",
        "{'field_map': {'a': null}}                          | field_map has no path for a",
        "{'field_map': []}                                   | Field [field_map] must be an object",
        "{'ingest_fields': 'a'}                              | Field [ingest_fields] must be an array"})
    void aBodyIsJudgedFirst(String body, String reason) {
        Refusal.of(Ingestions.start(body.replace('\'', '"'))).isInvalid().says(reason);

        assertThat(tasks()).isEqualTo(before);
    }

    @Test
    void allFaultsAreToldAtOnce() {
        Refusal.of(Ingestions.start("""
                {"data_source": {"type": "s3", "source": ["s3://bucket/a", "nowhere"]},
                 "field_map": {"x": "$.x", "y": "source[7].$.y"}, "credential": {"access_key": "a", "region": "evil.com/"}}"""))
                .isInvalid().says("The index name is missing", "S3 URIs are invalid: [nowhere]", "need [secret_key]",
                        "credential.region is no name of a region", "'$.x' must begin with source[0].", "source[7]", "in _id");
    }

    @Test
    void thereIsNoBody() {
        Refusal.of(Ingestions.start("")).is(400, "parse_exception", "request_body_missing");
    }

    @Test
    void itIsSwitchedOff() {
        Ml.setting("offline_batch_ingestion_enabled", false);

        Refusal.of(Ingestions.start(file("{}"))).is(400, "illegal_state_exception", "batch_off")
                .says("plugins.ml_commons.offline_batch_ingestion_enabled");
    }

    @Test
    void theIndexIsNotForCallers() {
        Refusal.of(Ingestions.start(Ingestions.body("perch-model-chunk", "file", List.of(Ingestions.file("{}")), "")))
                .is(403, "security_exception", "index_forbidden");
        Refusal.of(Ingestions.start(Ingestions.body("a,b", "file", List.of(Ingestions.file("{}")), "")))
                .is(400, "invalid_index_name_exception", "index_name_invalid");
        assertThat(tasks()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "file:///nowhere", "FILE:/etc/passwd"})
    void theFileIsNotInAnOpenFolder(String url) {
        refusedAsOutside(url);
    }

    @Test
    void dotsLeadNowhere() {
        refusedAsOutside(Ingestions.FOLDER.toUri() + "../pom.xml");
        refusedAsOutside(Ingestions.FOLDER.toUri() + "%2e%2e/pom.xml");
    }

    private void refusedAsOutside(String url) {
        Refusal.of(Ingestions.start(Ingestions.body(index, "file", List.of(url), "")))
                .is(400, "illegal_argument_exception", "url_not_trusted").says("outside the folders")
                .advises("perch.batch-ingest.file-roots");
        assertThat(tasks()).isEqualTo(before);
    }

    @Test
    void aLinkLeadsOutside() throws IOException {
        Path link = Files.createDirectories(Ingestions.FOLDER).resolve(Ml.name("link"));
        Files.createSymbolicLink(link, Path.of("pom.xml").toAbsolutePath());

        Refusal.ofTask(Ingestions.done(Ingestions.body(index, "file", List.of(link.toUri().toString()), "")))
                .is(400, "illegal_argument_exception", "url_not_trusted").says("outside the folders");
    }

    @Test
    void thereIsNoSuchFile() {
        Refusal.ofTask(Ingestions.done(Ingestions.body(index, "file", List.of(Ingestions.FOLDER.toUri() + "nothing"), "")))
                .is(502, "status_exception", "source_unreadable").says("there is no such file").advises("on every replica");
        Refusal.ofTask(Ingestions.done(Ingestions.body(index, "file", List.of(Ingestions.FOLDER.toUri().toString()), "")))
                .is(502, "status_exception", "source_unreadable").says("not a regular file");
    }

    @Test
    void thereIsNoSuchConnector() {
        Refusal.of(Ingestions.start(Ingestions.body(index, "s3", List.of("s3://bucket/key"), ", \"connector_id\": \"nobody\"")))
                .is(404, "status_exception", "connector_not_found");
    }

    @Test
    void theConnectorHasNoKeysOfAws() {
        String connector = Connectors.create(Connectors.draft("https://api.openai.com/v1/chat/completions", "{}", "{}"));

        Refusal.of(Ingestions.start(Ingestions.body(index, "s3", List.of("s3://bucket/key"),
                ", \"connector_id\": \"" + connector + "\"")))
                .isInvalid().says("has no [access_key, secret_key, region] in its credential").advises("aws_sigv4");
    }

    @Test
    void referencesAreJudgedAsThoseOfConnectors() {
        String credential = CREDENTIAL.replace("\"s\"", "\"env:PATH\"");

        Refusal.of(Ingestions.start(Ingestions.body(index, "s3", List.of("s3://bucket/key"), credential)))
                .isInvalid().says("Credential 'secret_key' is refused");
    }

    @Test
    void thereAreTooManySources() {
        Refusal.of(Ingestions.start(Ingestions.body(index, "file", Collections.nCopies(101, "file:///x"), "")))
                .isInvalid().says("perch.batch-ingest.max-sources (100)");
    }

    private String file(String content) {
        return Ingestions.body(index, "file", List.of(Ingestions.file(content)), "");
    }
}
