package io.perch.dev;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where a house stands and what it is built from.
 *
 * @param dir        data, logs and process numbers of the three servers, and the key of the credentials in the database
 * @param models     the folder that Perch may register packages from
 * @param target     what the build made
 * @param executable run the native executable in place of the jar
 * @param keep       whether databases and chunks survive the end
 * @param perchPort  on 127.0.0.1, as the other two
 */
public record Site(Path dir, Path models, Path target, boolean executable, boolean keep, int perchPort, int postgresPort,
        int openSearchPort) {

    /** Where the module's build unpacks it; the version is the build's affair. */
    private static final String DISTRIBUTION = "opensearch";

    /** Not started yet, as the two below. */
    public PerchServer perch() {
        Path folder = dir.resolve("perch");
        return executable
                ? PerchServer.ofExecutable(target.resolve("native/perch"), folder, perchPort, configuration())
                : PerchServer.onJvm(target.resolve("quarkus-app/quarkus-run.jar"), folder, perchPort, configuration());
    }

    public House house(PerchServer perch, Console console) {
        return new House(
                new EmbeddedPostgres(dir.resolve("postgres-binaries"), dir.resolve("postgres"), postgresPort, keep),
                new EmbeddedOpenSearch(distribution(), dir.resolve("opensearch"), openSearchPort, keep),
                perch, console);
    }

    private Map<String, String> configuration() {
        return Map.of(
                "PERCH_POSTGRES_HOST", "127.0.0.1",
                "PERCH_POSTGRES_PORT", String.valueOf(postgresPort),
                "PERCH_POSTGRES_DATABASE", "perch",
                "PERCH_POSTGRES_USER", "perch",
                "PERCH_POSTGRES_PASSWORD", "perch",
                "PERCH_OPENSEARCH_URL", openSearchUrl(),
                "PERCH_ARTIFACT_FILE_ROOTS", models.toString(),
                "PERCH_CREDENTIALS_MASTER_KEY_FILE", MasterKeyFile.in(dir).toString());
    }

    public String openSearchUrl() {
        return "http://127.0.0.1:" + openSearchPort;
    }

    private Path distribution() {
        return Folders.children(target.resolve(DISTRIBUTION)).stream()
                .filter(folder -> folder.getFileName().toString().startsWith("opensearch-"))
                .findFirst()
                .orElseThrow(() -> new StartFailed("There is no OpenSearch in target/opensearch yet: './perch' builds it"));
    }
}
