package io.perch.ship;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code kubectl apply -k} would refuse, found without a cluster. */
class KubernetesManifestsTest {

    private static final List<Path> OVERLAYS =
            Stream.of("production", "knative").map(name -> Manifests.ROOT.resolve("overlays").resolve(name)).toList();

    @TestFactory
    Stream<DynamicTest> everyManifestFitsItsSchema() {
        return manifests().map(file -> DynamicTest.dynamicTest(file.toString(),
                () -> assertThat(Schemas.faults(Manifests.read(file))).isEmpty()));
    }

    /** Merge patches are partial, so only what they make of their target can be complete. */
    @Test
    void thePatchedKnativeWorkerFitsItsSchema() throws IOException {
        Path knative = Manifests.ROOT.resolve("overlays/knative");
        JsonNode service = Manifests.read(knative.resolve("service/service.yaml"));

        JsonNode worker = merged(service, Manifests.read(knative.resolve("worker/always-one.yaml")));

        assertThat(Schemas.faults(worker)).isEmpty();
        assertThat(worker.at("/spec/template/metadata/annotations/autoscaling.knative.dev~1min-scale").asText()).isEqualTo("1");
    }

    @Test
    void everyFileIsReachedByAnOverlayAndEveryReachedFileIsThere() {
        Set<Path> reached = new TreeSet<>();
        OVERLAYS.forEach(overlay -> reached.addAll(Kustomization.at(overlay).files()));

        assertThat(reached).allSatisfy(file -> assertThat(file).isRegularFile());
        assertThat(Manifests.files()).containsExactlyInAnyOrderElementsOf(reached);
    }

    @Test
    void kustomizationsUseOnlyMembersThatTheseTestsFollow() {
        assertThat(Manifests.files().stream().filter(file -> file.endsWith(Kustomization.FILE))
                .flatMap(file -> Kustomization.at(file.getParent()).unknownMembers().stream())).isEmpty();
    }

    /** The negative proof: each of these has one fault, and the schema must name it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            base/deployment.yaml                        | maxUnavailable: 0      | maxUnavailible: 0   | maxUnavailible
            base/deployment.yaml                        | replicas: 2            | replicas: two       | two
            base/deployment.yaml                        | replicas: 2            | replicas: '2'       | written as
            base/deployment.yaml                        | failureThreshold: 90   | failureTreshold: 90 | failureTreshold
            base/deployment.yaml                        | runAsNonRoot: true     | runAsNonRoot: 'yes' | written as
            base/deployment.yaml                        | mountPath: /tmp        | subPath: /tmp       | mountPath
            base/deployment.yaml                        | seconds: 10            | seconds: soon       | soon
            base/service.yaml                           | targetPort: http       | targetPortt: http   | targetPortt
            base/service.yaml                           | apiVersion: v1         | apiVersion: v9      | no schema
            base/service.yaml                           | port: 80               | nodePort: 80        | `port`
            base/poddisruptionbudget.yaml               | matchLabels:           | matchLabel:         | matchLabel
            components/autoscaling/horizontalpodautoscaler.yaml | maxReplicas: 10 | minReplica: 10     | minReplica
            components/monitoring/servicemonitor.yaml   | endpoints:             | endpoint:           | endpoint
            components/monitoring/servicemonitor.yaml   | selector:              | namespaceSelector:  | /spec/selector
            overlays/knative/service/service.yaml       | containerConcurrency: 64 | containerConcurrency: '64' | Long
            overlays/knative/service/service.yaml       | containerConcurrency: 64 | concurrency: 64   | concurrency
            overlays/knative/service/service.yaml       | mountPath: /tmp        | subPath: /tmp       | mountPath
            overlays/knative/service/service.yaml       | enableServiceLinks: false | hostNetwork: true | Knative refuses
            """)
    void aFaultIsFound(String file, String right, String wrong, String named) throws IOException {
        String yaml = Files.readString(Manifests.ROOT.resolve(file));
        assertThat(yaml).contains(right);
        String broken = yaml.replaceFirst("(?m)(^[- ]*)" + Pattern.quote(right) + "$", "$1" + wrong);

        List<String> faults = Schemas.faults(Manifests.parse(broken));

        assertThat(faults).isNotEmpty();
        assertThat(String.join("\n", faults)).contains(named);
    }

    private static Stream<Path> manifests() {
        return OVERLAYS.stream().flatMap(overlay -> Kustomization.at(overlay).manifests().stream()).distinct().sorted();
    }

    private static JsonNode merged(JsonNode target, JsonNode patch) {
        ObjectNode result = target.deepCopy();
        patch.properties().forEach(member -> result.set(member.getKey(), member.getValue().isObject() && target.has(member.getKey())
                ? merged(target.get(member.getKey()), member.getValue())
                : member.getValue()));
        return result;
    }
}
