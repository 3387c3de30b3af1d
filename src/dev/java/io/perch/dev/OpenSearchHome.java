package io.perch.dev;

import static io.perch.dev.Folders.ensure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder one embedded OpenSearch lives in: its own configuration and data, and links to the modules and plugins it needs of a
 * shared, untouched distribution.
 */
record OpenSearchHome(Path distribution, Path dir) {

    /** What Perch uses of the 22 modules; the others only lengthen the start. k-NN asks for transport-grpc. */
    private static final List<String> MODULES = List.of("analysis-common", "ingest-common", "lang-painless", "mapper-extras",
            "parent-join", "percolator", "reindex", "transport-grpc", "transport-netty4");
    private static final List<String> PLUGINS = List.of("opensearch-knn");

    private static final String LOGGING = """
            appender.console.type = Console
            appender.console.name = console
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = %d{HH:mm:ss.SSS} %-5p [%c{1.}] %m%n
            rootLogger.level = info
            rootLogger.appenderRef.console.ref = console
            """;

    /** Writes the configuration anew: the port may have changed, and the checkout may have moved. */
    void prepare(int port) throws IOException {
        if (!Files.isDirectory(distribution.resolve("lib"))) {
            throw new StartFailed("There is no OpenSearch at " + distribution + "; './mvnw process-test-resources' unpacks it");
        }
        ensure(dir.resolve("data"));
        ensure(dir.resolve("logs"));
        ensure(dir.resolve("tmp"));
        Files.writeString(ensure(dir.resolve("config")).resolve("opensearch.yml"), settings(port));
        Files.writeString(dir.resolve("config/log4j2.properties"), LOGGING);
        link("modules", distribution.resolve("modules"), MODULES);
        link("plugins", distribution.resolveSibling("plugins"), PLUGINS);
    }

    /** Always from the distribution, so that all homes share one class-data archive. */
    String classPath() {
        return distribution.resolve("lib") + "/*:" + distribution.resolve("agent") + "/*";
    }

    List<String> jvmOptions() {
        return List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                // Halves the time to start (8.9 -> 4.8 s on two busy cores); written when the first server stops
                "-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + distribution.resolveSibling("opensearch.jsa"),
                "-Xlog:disable", "-Xlog:all=error:stderr",
                // Without JNA it cannot see that it runs as root, which it would refuse
                "-Djna.boot.library.path=/nonexistent", "-Djna.noclasspath=true", "-Djna.nosys=true",
                "-Dlog4j.shutdownHookEnabled=false", "-Dlog4j2.disable.jmx=true",
                "-Djava.io.tmpdir=" + dir.resolve("tmp"),
                "-Dopensearch.path.home=" + dir, "-Dopensearch.path.conf=" + dir.resolve("config"));
    }

    private String settings(int port) {
        return """
                cluster.name: perch
                node.name: embedded
                discovery.type: single-node
                network.host: 127.0.0.1
                http.port: %d
                transport.port: 0
                # 512 MB of heap, and chunks of ten megabytes
                indices.breaker.total.use_real_memory: false
                indexing_pressure.memory.limit: 50%%
                # A developer's disk is often full, and that is his affair
                cluster.routing.allocation.disk.threshold_enabled: false
                """.formatted(port);
    }

    private void link(String kind, Path from, List<String> names) throws IOException {
        Path folder = dir.resolve(kind);
        Folders.delete(folder);
        ensure(folder);
        for (String name : names) {
            Files.createSymbolicLink(folder.resolve(name), from.resolve(name));
        }
    }
}
