package io.perch.dev;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Perch itself as a child process on 127.0.0.1, as users run it: the packaged jar or the native executable. */
public final class PerchServer implements Server {

    private static final String JAVA_OPTIONS = "PERCH_JAVA_OPTIONS";

    /** The first speak to the launcher, and to Perch would be settings that do not exist; the last has its place in a file. */
    private static final Set<String> NOT_FOR_PERCH =
            Set.of("PERCH_PORT", "PERCH_OPENSEARCH_PORT", JAVA_OPTIONS, "PERCH_CREDENTIALS_MASTER_KEY");

    private final List<String> command;
    private final Child child;
    private final int port;
    private final Map<String, String> environment;

    private PerchServer(List<String> command, Path dir, int port, Map<String, String> environment) {
        this.command = command;
        this.child = new Child(dir.toAbsolutePath(), "perch");
        this.port = port;
        this.environment = environment;
    }

    /** @param environment Perch's configuration, on top of what this process was given */
    static PerchServer onJvm(Path jar, Path dir, int port, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(Processes.java(), "-Xmx1g", "-XX:+UseParallelGC",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(ownOptions());
        command.addAll(List.of("-jar", built(jar)));
        return new PerchServer(command, dir, port, environment);
    }

    /** {@code PERCH_JAVA_OPTIONS}, separated by blanks: for Perch alone, where {@code JAVA_TOOL_OPTIONS} would be for all of them. */
    private static List<String> ownOptions() {
        String options = System.getenv(JAVA_OPTIONS);
        return options == null || options.isBlank() ? List.of() : List.of(options.strip().split("\\s+"));
    }

    static PerchServer ofExecutable(Path executable, Path dir, int port, Map<String, String> environment) {
        return new PerchServer(List.of(built(executable)), dir, port, environment);
    }

    @Override
    public void start() {
        ProcessBuilder program = new ProcessBuilder(command);
        program.environment().keySet().removeAll(NOT_FOR_PERCH);
        program.environment().putAll(environment);
        program.environment().putAll(Map.of("QUARKUS_HTTP_HOST", "127.0.0.1", "QUARKUS_HTTP_PORT", String.valueOf(port)));
        try {
            child.start(program, URI.create(url() + "/q/health/ready"));
        } catch (StartFailed failure) {
            throw new StartFailed("Perch did not start on port " + port + ": " + failure.getMessage(), log(), failure);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public String name() {
        return "Perch";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Path log() {
        return child.log();
    }

    @Override
    public Optional<ProcessHandle> process() {
        return child.process();
    }

    @Override
    public void endStale() {
        child.endStale();
    }

    @Override
    public void close() {
        child.close();
    }

    private static String built(Path program) {
        if (!Files.exists(program)) {
            throw new StartFailed("There is no " + program + " yet: './perch' builds it");
        }
        return program.toAbsolutePath().toString();
    }
}
