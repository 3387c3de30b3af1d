package io.perch.model;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.util.List;

/**
 * A model that somebody wants registered, checked as far as it can be without looking at the house.
 *
 * @param modelId proposed by the caller, or {@code null}
 * @param groupId {@code null}: the group that is named like the model, made when there is none
 */
public record RegisterRequest(String modelId, String groupId, String name, String description, Spec spec, ModelSource source,
        boolean enabled, Model.DeploySetting deploySetting, Gate gate, DeployPlan deploy) {

    /** The same model, called through a connector that has got its id by now. */
    public RegisterRequest connectedBy(String connectorId) {
        return new RegisterRequest(modelId, groupId, name, description, spec, new ModelSource.Connected(connectorId), enabled,
                deploySetting, gate, deploy);
    }

    /** The same with schemas that were found for it. */
    public RegisterRequest with(ModelInterface found) {
        return new RegisterRequest(modelId, groupId, name, description, spec, source, enabled, deploySetting, gate.with(found),
                deploy);
    }

    /** What the package holds. */
    public record Spec(FunctionName function, ModelFormat format, ModelConfig config) {
    }

    /** Where the package comes from. */
    public sealed interface ModelSource {

        /** @param sha256 of the zip, lower-case hex; {@code null} fails the task, as the original does */
        record Url(URI url, String sha256) implements ModelSource {
        }

        /**
         * A model of the repository, under the request's name and format; function and configuration are the repository's.
         *
         * @param sha256 that the caller expects, lower-case hex, or {@code null}
         */
        record Pretrained(String version, String sha256) implements ModelSource {
        }

        /** Chunks that the caller uploads one by one. {@code bytes} is {@code null} when he did not say. */
        record Upload(String sha256, int chunks, Long bytes) implements ModelSource {
        }

        /** No package at all: a remote service, called through this connector. */
        record Connected(String connectorId) implements ModelSource {
        }
    }

    /** @param nodeIds {@code null}: every replica */
    @RegisterForReflection
    public record DeployPlan(boolean afterRegister, List<String> nodeIds) {

        public static final DeployPlan NONE = new DeployPlan(false, null);
    }
}
