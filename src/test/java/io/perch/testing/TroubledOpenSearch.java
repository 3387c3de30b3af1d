package io.perch.testing;

import io.perch.testing.Provider.Asked;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An OpenSearch that answers the search of each index badly, in its own way: {@code busy}, {@code silent}, {@code proxy}. Of
 * bulks it takes every other one for {@code slow}, and for {@code full} the first one only.
 */
public final class TroubledOpenSearch implements QuarkusTestResourceLifecycleManager {

    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicInteger turn = new AtomicInteger();
    private Provider server;

    @Override
    public Map<String, String> start() {
        server = new Provider().on("/busy/_search", Behaviours.status(429))
                .on("/silent/_search", Behaviours.after(never, Behaviours.status(200)))
                .on("/proxy/_search", Behaviours.json(403, "<html>no</html>"))
                .on("/_msearch", Behaviours.json("{}"))
                .on("/_analyze", Behaviours.status(429))
                .on("/_bulk", this::bulk);
        return Map.of("perch.opensearch.url", server.url(""), "perch.indices.patience", "1s",
                "perch.batch-ingest.patience", "2s");
    }

    private void bulk(Asked asked, Wire wire) throws IOException, InterruptedException {
        boolean taken = asked.body().contains("\"_index\":\"slow\"") ? turn.getAndIncrement() % 2 == 1
                : asked.body().contains("\"n\":1}");
        String item = "{\"index\": {\"status\": 201, \"result\": \"created\"}}";
        long documents = asked.body().lines().count() / 2;
        (taken ? Behaviours.json("{\"items\": [" + String.join(", ", Collections.nCopies((int) documents, item)) + "]}")
                : Behaviours.status(429)).answer(asked, wire);
    }

    @Override
    public void stop() {
        server.close();
    }
}
