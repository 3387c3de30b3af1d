package io.perch.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.Json;
import io.perch.base.PerchException;
import io.perch.connector.address.AddressRules;
import io.perch.connector.address.Endpoint;
import io.perch.connector.call.ClientConfig;
import io.perch.connector.function.PostProcess;
import io.perch.connector.function.PreProcess;
import io.perch.connector.processor.ProcessorChain;
import io.perch.connector.stream.LlmInterface;
import io.perch.job.blueprint.Blueprint;
import io.perch.path.JsonPath;
import io.perch.path.PathReport;
import io.perch.settings.MlSettings;
import io.perch.settings.Setting;
import io.perch.testing.ConnectorsPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code docs/connectors.md} says is there, is there, and the other way round. */
class ConnectorsPageTest {

    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

    @Test
    void itsJsonIsJson() {
        assertThat(ConnectorsPage.json()).hasSizeGreaterThan(50)
                .allSatisfy(json -> assertThat(Json.read(json, JsonNode.class).isObject()).isTrue());
    }

    @Test
    void itsFirstConnectorIsTheBlueprint() {
        String first = between(ConnectorsPage.text(), "<<'END'\n", "\nEND\n");

        ObjectNode blueprint = Json.read(ConnectorsPage.blueprint("OpenAI: embeddings").connector(), ObjectNode.class);
        assertThat(Json.read(first, JsonNode.class)).isEqualTo(blueprint);
    }

    @Test
    void itsScriptsAreThoseOfTheBlueprint() {
        String scripts = section("## Scripts");
        JsonNode action = Json.read(ConnectorsPage.blueprint("Bedrock: Titan text embeddings with scripts").connector(),
                JsonNode.class).at("/actions/0");

        assertThat(scripts).contains("```painless\n" + action.path("pre_process_function").asText() + "\n```",
                "```painless\n" + action.path("post_process_function").asText() + "\n```");
    }

    @Test
    void whatItSaysOfAPathIsWhatPerchSays() {
        JsonNode answer = ConnectorsPage.json().stream().map(json -> Json.read(json, JsonNode.class))
                .filter(json -> json.has("calls")).findFirst().orElseThrow().at("/calls/0/answer");
        JsonNode path = answer.at("/paths/0");

        PathReport report = JsonPath.of(path.path("path").asText())
                .explain(Json.read(answer.path("body").asText(), JsonNode.class));

        assertThat(report.matched()).isEqualTo(path.path("matched").asInt());
        assertThat(report.sample()).isEqualTo(path.path("sample").asText());
        assertThat(report.deepest()).isEqualTo(path.path("goes_as_far_as").asText());
        assertThat(report.hint()).isEqualTo(path.path("hint").asText());
    }

    private static String between(String text, String before, String after) {
        String behind = text.substring(text.indexOf(before) + before.length());
        return behind.substring(0, behind.indexOf(after));
    }

    @Test
    void itNamesAllFunctions() {
        assertThat(under("## Pre-process functions")).containsAll(plain(PreProcess.PREFIX, PreProcess.names()));
        assertThat(under("## Post-process functions")).containsAll(plain(PostProcess.PREFIX, PostProcess.names()));
    }

    private static List<String> plain(String prefix, List<String> names) {
        return names.stream().map(name -> name.substring(prefix.length())).toList();
    }

    @Test
    void itNamesAllMembersOfClientConfig() {
        assertThat(under("## Limits, retries and TLS")).containsAll(Arrays.stream(ClientConfig.class.getRecordComponents())
                .map(member -> member.getAccessor().getAnnotation(JsonProperty.class).value()).toList());
    }

    @Test
    void itNamesAllStreams() {
        assertThat(under("## Streaming")).containsAll(Stream.of(LlmInterface.values()).map(LlmInterface::wireName).toList());
    }

    @Test
    void processorsThatItNamesAreKnown() {
        List<String> types = firstColumn("### Processor chains");

        assertThat(types).hasSize(10).allSatisfy(type -> assertThat(faults("[{\"type\": \"" + type + "\"}]"))
                .noneMatch(fault -> fault.startsWith("Invalid ML processor type")));
    }

    private static List<String> faults(String processors) {
        List<String> faults = new ArrayList<>();
        ProcessorChain.parse(processors, "output_processors", faults);
        return faults;
    }

    @Test
    void errorsThatItNamesAreInTheCatalogue() {
        Set<String> codes = Stream.of(ErrorCode.values()).map(code -> code.name().toLowerCase()).collect(Collectors.toSet());

        assertThat(firstColumn("## When it fails")).hasSizeGreaterThan(15)
                .allSatisfy(code -> assertThat(codes).contains(code));
    }

    @Test
    void settingsAndKeysThatItNamesExist() throws Exception {
        Set<String> settings = MlSettings.all().stream().map(setting -> setting.key()).collect(Collectors.toSet());
        String operatorsKeys = Files.readString(Path.of("k8s/config/perch.properties"));

        assertThat(named("plugins\\.ml_commons\\.[a-z_.]*[a-z]")).isNotEmpty().isSubsetOf(settings);
        assertThat(named("perch\\.[a-z]+\\.[a-z.-]*[a-z]")).isNotEmpty()
                .allSatisfy(key -> assertThat(operatorsKeys).contains(key));
    }

    private static Set<String> named(String regex) {
        return CODE.matcher(ConnectorsPage.text()).results().map(found -> found.group(1)).filter(code -> code.matches(regex))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> under(String heading) {
        return CODE.matcher(section(heading)).results().map(found -> found.group(1)).toList();
    }

    private static String section(String heading) {
        String text = ConnectorsPage.text();
        int from = text.indexOf("\n" + heading + "\n");
        assertThat(from).as(heading).isNotNegative();
        String behind = text.substring(from + heading.length() + 2);
        return behind.split("(?m)^#{1," + heading.indexOf(' ') + "} ", 2)[0];
    }

    /** The names in code of a table's first column. */
    private static List<String> firstColumn(String heading) {
        return section(heading).lines().filter(line -> line.startsWith("| `"))
                .flatMap(line -> CODE.matcher(line.substring(0, line.indexOf('|', 1))).results()).map(found -> found.group(1))
                .toList();
    }

    static Stream<String> blueprints() {
        return Blueprint.all().stream().map(Blueprint::heading);
    }

    /** By default, or with what the blueprint says is to be added; and it says so only where it is so. */
    @ParameterizedTest
    @MethodSource("blueprints")
    void blueprintsCallWhatIsTrusted(String heading) {
        Blueprint blueprint = Blueprint.of(heading);
        String added = blueprint.section().needs().get("trusted_connector_endpoints_regex");
        AddressRules byDefault = rules(List.of());

        for (Endpoint endpoint : endpoints(blueprint)) {
            if (added == null) {
                byDefault.trust(endpoint);
            } else {
                assertThatThrownBy(() -> byDefault.trust(endpoint)).isInstanceOfSatisfying(PerchException.class, refused ->
                        assertThat(refused.code()).isEqualTo(ErrorCode.ENDPOINT_NOT_TRUSTED));
                rules(List.of(added)).trust(endpoint);
            }
        }
    }

    /** Hosts of a house's own have private addresses. */
    @ParameterizedTest
    @MethodSource("blueprints")
    void blueprintsOfPrivateHostsSayThatTheyAre(String heading) {
        Blueprint blueprint = Blueprint.of(heading);
        String added = blueprint.section().needs().get("trusted_connector_private_endpoints_regex");

        for (Endpoint endpoint : endpoints(blueprint)) {
            assertThat(added != null && endpoint.url().matches(added)).isEqualTo(endpoint.host().endsWith(".internal"));
        }
    }

    private static AddressRules rules(List<String> added) {
        Setting<List<String>> trusted = MlSettings.TRUSTED_CONNECTOR_ENDPOINTS_REGEX;
        List<String> builtIn = trusted.parse(trusted.builtIn());
        return AddressRules.of(Stream.concat(builtIn.stream(), added.stream()).toList(), false, List.of(), List.of());
    }

    private static List<Endpoint> endpoints(Blueprint blueprint) {
        JsonNode connector = Json.read(blueprint.connector(), JsonNode.class);
        List<Endpoint> endpoints = new ArrayList<>();
        for (JsonNode action : connector.path("actions")) {
            String url = action.path("url").asText();
            for (Map.Entry<String, JsonNode> parameter : connector.path("parameters").properties()) {
                url = url.replace("${parameters." + parameter.getKey() + "}", parameter.getValue().asText());
            }
            endpoints.add(Endpoint.of(url.replace("${parameters.id}", "batch_1")));
        }
        assertThat(endpoints).isNotEmpty();
        return endpoints;
    }
}
