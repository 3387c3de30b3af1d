package io.perch.job.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Json;
import io.perch.testing.ConnectorsPage;
import io.perch.testing.ConnectorsPage.Section;
import io.perch.testing.Provider;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is expected of a blueprint of {@code docs/connectors.md}.
 *
 * @param calls  that its documented input leads to; in the order of the documents
 * @param output {@code inference_results}, as JSON; of a batch: {@code remote_job}
 */
public record Blueprint(String heading, Identity identity, List<Call> calls, String output) {

    private static final Map<String, String> READERS_OWN = Map.ofEntries(
            Map.entry("<key>", Identity.KEY), Map.entry("<token>", Identity.KEY), Map.entry("<access key>", Identity.ACCESS_KEY),
            Map.entry("<secret key>", Identity.SECRET_KEY), Map.entry("<session token>", Identity.SESSION_TOKEN),
            Map.entry("<region>", Identity.REGION), Map.entry("<resource>", "acme"), Map.entry("<deployment>", "small"),
            Map.entry("<endpoint>", "minilm"), Map.entry("<model>", "m1"), Map.entry("<project>", "p1"),
            Map.entry("<bucket>", "b1"));

    private static final Pattern SERVICE = Pattern.compile("(\"url\": \")https?://[^/\"]+");

    /** Those with an action {@code predict}. */
    public static List<Blueprint> predicts() {
        return Stream.of(OpenAiBlueprints.ALL, BedrockBlueprints.ALL, OtherBlueprints.ALL).flatMap(List::stream).toList();
    }

    public static List<Blueprint> all() {
        return Stream.concat(predicts().stream(), BatchBlueprints.ALL.stream()).toList();
    }

    public static Blueprint of(String heading) {
        return all().stream().filter(blueprint -> blueprint.heading.equals(heading)).findFirst().orElseThrow();
    }

    public Section section() {
        return ConnectorsPage.blueprint(heading);
    }

    /** As a reader fills it in. */
    public String connector() {
        String filled = section().connector();
        for (Map.Entry<String, String> own : READERS_OWN.entrySet()) {
            filled = filled.replace(own.getKey(), own.getValue());
        }
        assertThat(filled).doesNotContainPattern("<[a-z][a-z ]*>");
        return filled;
    }

    /** The same, but it calls the stand-in. */
    public String connector(Provider standIn) {
        return calling(standIn.url(""));
    }

    /** @param origin scheme, host and port */
    public String calling(String origin) {
        return SERVICE.matcher(connector()).replaceAll("$1" + Matcher.quoteReplacement(origin));
    }

    public JsonNode credential() {
        return Json.read(connector(), JsonNode.class).path("credential");
    }
}
