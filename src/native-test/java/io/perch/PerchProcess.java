package io.perch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Await;
import io.perch.testing.Servers;
import io.perch.testing.Sql;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One replica as it ships, the packaged jar or the native executable, in a process that can be stopped, killed and started
 * again under the same name, port and folders.
 */
final class PerchProcess implements AutoCloseable {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();

    private final String name;
    private final OwnDatabase database;
    private final Path folder;
    private final int port;
    private final Map<String, String> own;
    private Process process;

    PerchProcess(String name, OwnDatabase database) {
        this(name, database, Map.of());
    }

    /** @param own environment, on top of what every replica of a test has */
    PerchProcess(String name, OwnDatabase database, Map<String, String> own) {
        this.name = name;
        this.database = database;
        this.own = own;
        this.port = freePort();
        try {
            this.folder = Files.createDirectories(Path.of("target", "it", database.name(), name).toAbsolutePath());
            Files.deleteIfExists(log());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns when it is ready. */
    PerchProcess start() {
        ProcessBuilder program = new ProcessBuilder(command()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        program.environment().putAll(environment());
        program.environment().putAll(own);
        try {
            process = program.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        boolean ready = false;
        try {
            Await.until(name + " is ready, see " + log(), () -> !process.isAlive() || ready());
            ready = process.isAlive();
        } finally {
            if (!ready) {
                kill();
            }
        }
        assertThat(ready).as(name + " lives, see " + log()).isTrue();
        return this;
    }

    /** What {@code ./perch test} runs, or {@code ./perch test --native}. */
    private static List<String> command() {
        return "native".equals(System.getProperty("quarkus.test.integration-test-artifact-type"))
                ? List.of(System.getProperty("native.image.path"))
                : List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED", "-jar", JAR.toString());
    }

    private Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("QUARKUS_HTTP_HOST", "127.0.0.1"),
                Map.entry("QUARKUS_HTTP_PORT", String.valueOf(port)),
                Map.entry("PERCH_NODE_NAME", name),
                Map.entry("PERCH_POSTGRES_HOST", "127.0.0.1"),
                Map.entry("PERCH_POSTGRES_PORT", String.valueOf(Servers.postgres().port())),
                Map.entry("PERCH_POSTGRES_DATABASE", database.name()),
                Map.entry("PERCH_OPENSEARCH_URL", Servers.openSearch().url()),
                Map.entry("PERCH_ARTIFACT_CHUNK_INDEX", "chunks-" + database.name()),
                Map.entry("PERCH_ARTIFACT_WORK_DIR", folder.resolve("work").toString()),
                Map.entry("PERCH_ARTIFACT_CACHE_DIR", folder.resolve("cache").toString()),
                // a test must not wait as long as an operator may
                Map.entry("PERCH_TASK_LEASE", "10s"),
                Map.entry("PERCH_TASK_HEARTBEAT", "2s"),
                Map.entry("PERCH_DEPLOY_HEARTBEAT", "1s"),
                Map.entry("PERCH_DEPLOY_SILENCE", "5s"));
    }

    private boolean ready() {
        return given().baseUri("http://127.0.0.1").port(port).get("/q/health/ready").statusCode() == 200;
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM; returns when it has ended. */
    void stop() {
        process.destroy();
        process.onExit().join();
    }

    /** Its node id. */
    String id() {
        return Sql.textIn(database.name(), "SELECT id FROM worker WHERE name = ?", name);
    }

    Path log() {
        return folder.resolve("perch.log");
    }

    Response get(String path) {
        return request().get("/_plugins/_ml" + path);
    }

    Response post(String path) {
        return request().post("/_plugins/_ml" + path);
    }

    Response post(String path, String json) {
        return request().contentType(ContentType.JSON).body(json).post("/_plugins/_ml" + path);
    }

    Response put(String path, String json) {
        return request().contentType(ContentType.JSON).body(json).put("/_plugins/_ml" + path);
    }

    Response setting(String key, Object value) {
        return request().contentType(ContentType.JSON)
                .body("{\"persistent\": {\"plugins.ml_commons." + key + "\": " + value + "}}").put("/_cluster/settings");
    }

    Response predict(String model) {
        return post("/models/" + model + "/_predict", "{\"text_docs\": [\"hello world\"]}");
    }

    String state(String model) {
        return get("/models/" + model).path("model_state");
    }

    /** The task when it has ended. */
    Response ended(String task) {
        Await.until("task " + task + " has ended", () -> !List.of("CREATED", "RUNNING").contains(
                get("/tasks/" + task + "?wait=10s").<String>path("state")));
        return get("/tasks/" + task);
    }

    private RequestSpecification request() {
        return given().baseUri("http://127.0.0.1").port(port);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }
}
