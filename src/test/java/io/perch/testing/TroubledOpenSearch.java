package io.perch.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** An OpenSearch that answers the search of each index badly, in its own way: {@code busy}, {@code silent}, {@code proxy}. */
public final class TroubledOpenSearch implements QuarkusTestResourceLifecycleManager {

    private final CountDownLatch never = new CountDownLatch(1);
    private Provider server;

    @Override
    public Map<String, String> start() {
        server = new Provider().on("/busy/_search", Behaviours.status(429))
                .on("/silent/_search", Behaviours.after(never, Behaviours.status(200)))
                .on("/proxy/_search", Behaviours.json(403, "<html>no</html>"))
                .on("/_msearch", Behaviours.json("{}"));
        return Map.of("perch.opensearch.url", server.url(""), "perch.indices.patience", "1s");
    }

    @Override
    public void stop() {
        server.close();
    }
}
