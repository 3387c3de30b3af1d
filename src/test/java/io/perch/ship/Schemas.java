package io.perch.ship;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The schema of each kind that {@code k8s/} uses, found by {@code apiVersion} and {@code kind}. */
final class Schemas {

    private static final String KNATIVE_SERVICE = "serving.knative.dev/v1 Service";

    private static final Map<String, Schema> KINDS = Map.of(
            "v1 Secret", new OpenApiSchema(V1Secret.class),
            "v1 Service", new OpenApiSchema(V1Service.class),
            "v1 ServiceAccount", new OpenApiSchema(V1ServiceAccount.class),
            "apps/v1 Deployment", new OpenApiSchema(V1Deployment.class),
            "policy/v1 PodDisruptionBudget", new OpenApiSchema(V1PodDisruptionBudget.class),
            "autoscaling/v2 HorizontalPodAutoscaler", new OpenApiSchema(V2HorizontalPodAutoscaler.class),
            "monitoring.coreos.com/v1 ServiceMonitor", new BeanSchema(ServiceMonitor.class, "/spec/selector", "/spec/endpoints"),
            KNATIVE_SERVICE, Schemas::knativeFaults);

    private static final Schema KNATIVE =
            new BeanSchema(io.fabric8.knative.serving.v1.Service.class, "/metadata/name", "/spec/template/spec/containers");
    private static final Schema POD = new OpenApiSchema(V1PodSpec.class);
    private static final List<String> REVISION_ONLY =
            List.of("containerConcurrency", "timeoutSeconds", "responseStartTimeoutSeconds", "idleTimeoutSeconds");

    // What a revision may say of its pod unless the cluster's operator sets feature flags.
    private static final Set<String> POD_FIELDS_OF_A_REVISION = Set.of("containers", "volumes", "serviceAccountName",
            "imagePullSecrets", "enableServiceLinks", "automountServiceAccountToken");

    private Schemas() {
    }

    /** What is wrong with a manifest; empty when nothing is. */
    static List<String> faults(JsonNode manifest) {
        String kind = manifest.path("apiVersion").asText() + " " + manifest.path("kind").asText();
        Schema schema = KINDS.get(kind);
        return schema == null ? List.of("no schema for " + kind) : schema.faults(manifest);
    }

    /** A Knative Service wraps a pod, and Kubernetes' own schema knows better what a pod requires. */
    private static List<String> knativeFaults(JsonNode service) {
        JsonNode pod = service.at("/spec/template/spec");
        if (!(pod instanceof ObjectNode revision)) {
            return KNATIVE.faults(service);
        }
        ObjectNode plainPod = revision.deepCopy().remove(REVISION_ONLY);
        Stream<String> refused = plainPod.properties().stream().map(Map.Entry::getKey)
                .filter(field -> !POD_FIELDS_OF_A_REVISION.contains(field)).map(field -> "Knative refuses " + field);
        return Stream.of(KNATIVE.faults(service).stream(), POD.faults(plainPod).stream(), refused).flatMap(all -> all).toList();
    }

    /** Says what is wrong with a document of one kind. */
    interface Schema {
        List<String> faults(JsonNode document);
    }
}
