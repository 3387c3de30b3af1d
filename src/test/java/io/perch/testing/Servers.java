package io.perch.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The PostgreSQL and OpenSearch that all tests of one JVM share; both start on first use, on free ports, and end with the JVM.
 * Tests use names and ids of their own and never clear the servers out.
 *
 * <p>{@code @WithTestResource(Servers.class)} on a {@code @QuarkusTest} or {@code @QuarkusIntegrationTest} points Perch at
 * them; {@code initArgs = @ResourceArg(name = "opensearch", value = "false")} leaves OpenSearch out. Any other test may ask
 * {@link #postgres()} and {@link #openSearch()} directly.
 */
public final class Servers implements QuarkusTestResourceLifecycleManager {

    private boolean withOpenSearch = true;

    /** One server, as a test of faults uses it. Stopping and starting keep the port and the data. */
    public record Server(int port, Runnable stop, Runnable start) {

        public String url() {
            return "http://127.0.0.1:" + port;
        }

        public void restart() {
            stop.run();
            start.run();
        }
    }

    public static Server postgres() {
        return server("postgres");
    }

    public static Server openSearch() {
        return server("opensearch");
    }

    @Override
    public void init(Map<String, String> initArgs) {
        withOpenSearch = Boolean.parseBoolean(initArgs.getOrDefault("opensearch", "true"));
    }

    @Override
    public Map<String, String> start() {
        if (!withOpenSearch) {
            return keysWithoutOpenSearch();
        }
        sharedServers().apply("both");
        Map<String, String> keys = new HashMap<>(keysWithoutOpenSearch());
        keys.put("perch.opensearch.url", openSearch().url());
        return keys;
    }

    /** They serve the next test class too. */
    @Override
    public void stop() {
    }

    private static Map<String, String> keysWithoutOpenSearch() {
        return Map.of("quarkus.http.host", "127.0.0.1",
                "perch.postgres.host", "127.0.0.1",
                "perch.postgres.port", String.valueOf(postgres().port()),
                "perch.postgres.database", "perch",
                "perch.postgres.user", "perch",
                "perch.postgres.password", "perch");
    }

    private static Server server(String name) {
        Object[] parts = sharedServers().apply(name);
        return new Server((Integer) parts[0], (Runnable) parts[1], (Runnable) parts[2]);
    }

    /**
     * Quarkus loads this class once per application it starts. The servers hang on the one that the JVM's own loader has, and
     * speak to the others in types of the JDK.
     */
    @SuppressWarnings("unchecked")
    private static Function<String, Object[]> sharedServers() {
        try {
            return (Function<String, Object[]>) Class.forName("io.perch.testing.SharedServers", true,
                    ClassLoader.getSystemClassLoader()).getField("BY_NAME").get(null);
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
