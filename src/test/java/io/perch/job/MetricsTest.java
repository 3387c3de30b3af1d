package io.perch.job;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.testing.Await;
import io.perch.testing.Behaviours;
import io.perch.testing.Connectors;
import io.perch.testing.Ml;
import io.perch.testing.Servers;
import io.perch.testing.SharedModels;
import io.perch.testing.WithProvider;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What Prometheus sees, and {@code docs/metrics.md} explains. */
@QuarkusTest
@WithTestResource(Servers.class)
class MetricsTest extends WithProvider {

    private static final Pattern OWN = Pattern.compile("(?m)^# TYPE (perch_\\w+) ");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(perch_\\w+)` ");
    private static final String ASK = "{\"parameters\": {\"messages\": []}}";

    @Test
    void theStatusOfEachAnswerOfAServiceIsCounted() {
        provider.on("/v1/chat/completions", Behaviours.first(2, Behaviours.status(429), Behaviours.json("{}")));
        String connector = Connectors.create(Connectors.chat(provider));
        String model = Ml.registered(Connectors.registration(connector));

        Ml.predict(model, ASK);
        Ml.predict(model, ASK);
        Ml.predict(model, ASK);

        assertThat(calls(connector, "429")).isEqualTo(2);
        assertThat(calls(connector, "200")).isEqualTo(1);
        assertThat(underWay(connector)).isZero();
    }

    @Test
    void whatComesInsteadOfAnAnswerIsCounted() {
        provider.on("/v1/chat/completions", Behaviours.resets());
        String connector = Connectors.create(Connectors.chat(provider));

        Ml.predict(Ml.registered(Connectors.registration(connector)), ASK);

        assertThat(calls(connector, "remote_unreachable")).isEqualTo(1);
    }

    @Test
    void callsUnderWayAreSeen() {
        CountDownLatch goOn = new CountDownLatch(1);
        provider.on("/v1/chat/completions", Behaviours.after(goOn, Behaviours.json("{}")));
        String connector = Connectors.create(Connectors.chat(provider));
        String model = Ml.registered(Connectors.registration(connector));

        Thread caller = Thread.startVirtualThread(() -> Ml.predict(model, ASK));

        Await.until("the call is seen", () -> underWay(connector) == 1);
        goOn.countDown();
        Await.until("it is answered", () -> !caller.isAlive());
        assertThat(underWay(connector)).isZero();
    }

    @Test
    void theSeriesOfAConnectorGoWithIt() {
        provider.on("/v1/chat/completions", Behaviours.json("{}"));
        String connector = Connectors.create(Connectors.chat(provider));
        String model = Ml.registered(Connectors.registration(connector));
        Ml.predict(model, ASK);

        Ml.remove(model);
        assertThat(Ml.delete("/connectors/" + connector).statusCode()).isEqualTo(200);

        Await.until("they are gone", () -> !scraped().contains(connector));
    }

    @Test
    void allOfThemAreDocumented() throws IOException {
        Ml.predict(SharedModels.embedding(), "{\"text_docs\": [\"hello\"]}");
        provider.on("/v1/chat/completions", Behaviours.json("{}"));
        Ml.predict(Connectors.model(Connectors.chat(provider)), ASK);

        Set<String> seen = names(OWN, scraped());
        // a second series of each histogram
        seen.removeIf(name -> name.endsWith("_max"));

        // the type of a counter is told without its ending
        Set<String> documented = names(DOCUMENTED, Files.readString(Path.of("docs", "metrics.md"))).stream()
                .map(name -> name.replaceFirst("_total$", "")).collect(Collectors.toSet());
        assertThat(documented).containsAll(seen);
        assertThat(seen).contains("perch_predict_seconds", "perch_stage_seconds", "perch_remote_call_seconds",
                "perch_remote_calls_under_way");
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).collect(Collectors.toSet());
    }

    private static double calls(String connector, String outcome) {
        return value("perch_remote_call_seconds_count", connector, "outcome=\"" + outcome + "\"");
    }

    private static double underWay(String connector) {
        return value("perch_remote_calls_under_way", connector, "");
    }

    private static double value(String name, String connector, String label) {
        return scraped().lines()
                .filter(line -> line.startsWith(name + "{") && line.contains("\"" + connector + "\"") && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
    }

    private static String scraped() {
        return given().get("/q/metrics").asString();
    }
}
