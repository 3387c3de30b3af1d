package io.perch.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.perch.connector.Connector;
import io.perch.deploy.Deployment;
import io.perch.model.Model;
import io.perch.model.ModelConfig;
import io.perch.model.ModelInterface;
import java.util.List;

/** A model as {@code GET models/{id}} shows it: the original's members in the original's order. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ModelAnswer(String name, @JsonProperty("model_group_id") String modelGroupId, String algorithm,
        @JsonProperty("model_version") String modelVersion, String description,
        @JsonProperty("model_format") String modelFormat, @JsonProperty("model_state") String modelState,
        @JsonProperty("model_content_size_in_bytes") Long contentSize,
        @JsonProperty("model_content_hash_value") String contentHash,
        @JsonProperty("model_config") ModelConfig modelConfig, @JsonProperty("deploy_setting") DeploySettingAnswer deploySetting,
        @JsonProperty("is_enabled") Boolean enabled, @JsonProperty("is_controller_enabled") Boolean controlled,
        @JsonProperty("rate_limiter") RateLimitAnswer limit, @JsonProperty("created_time") long createdTime,
        @JsonProperty("last_updated_time") long lastUpdatedTime, @JsonProperty("last_registered_time") Long lastRegisteredTime,
        @JsonProperty("last_deployed_time") Long lastDeployedTime,
        @JsonProperty("last_undeployed_time") Long lastUndeployedTime,
        @JsonProperty("total_chunks") Integer totalChunks,
        @JsonProperty("planning_worker_node_count") Integer planned, @JsonProperty("current_worker_node_count") Integer current,
        @JsonProperty("planning_worker_nodes") List<String> planningNodes,
        @JsonProperty("deploy_to_all_nodes") Boolean toAllNodes, @JsonProperty("is_hidden") boolean hidden,
        ConnectorResource.ConnectorAnswer connector, @JsonProperty("connector_id") String connectorId,
        GuardrailsAnswer guardrails, @JsonProperty("interface") InterfaceAnswer schemas) {

    /** The text of each schema. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record InterfaceAnswer(String input, String output) {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DeploySettingAnswer(@JsonProperty("is_auto_deploy_enabled") Boolean autoDeploy,
            @JsonProperty("model_ttl_minutes") long ttlMinutes, @JsonProperty("max_queue") Integer maxQueue,
            @JsonProperty("max_workers") Integer maxWorkers) {
    }

    /** @param inline the connector inside the model, or {@code null} */
    static ModelAnswer of(Deployment deployment, Connector inline) {
        Model model = deployment.model();
        boolean wanted = deployment.wanted() != null;
        return new ModelAnswer(model.name(), model.groupId(), model.function().name(), String.valueOf(model.version()),
                model.description(), model.format() == null ? null : model.format().name(), deployment.state().name(),
                model.content().bytes(), model.content().sha256(),
                model.config().equals(ModelConfig.NONE) ? null : model.config(), deploySetting(model.deploySetting()),
                model.enabled() ? null : false, model.gate().users() == null ? null : true,
                RateLimitAnswer.of(model.gate().limit()), model.times().created(), model.times().lastUpdated(),
                model.times().lastRegistered(), model.times().lastDeployed(), model.times().lastUndeployed(),
                model.content().chunks(), wanted ? deployment.targets().size() : null,
                wanted ? deployment.loadedOn().size() : null, wanted ? deployment.targetIds() : null,
                wanted && deployment.wanted().nodeIds() == null ? true : null, false,
                inline == null ? null : ConnectorResource.ConnectorAnswer.of(inline),
                inline == null ? model.connectorId() : null,
                GuardrailsAnswer.of(model.gate().guardrails()), interfaceAnswer(model.gate().schemas()));
    }

    private static InterfaceAnswer interfaceAnswer(ModelInterface schemas) {
        return schemas.isOpen() ? null : new InterfaceAnswer(schemas.input(), schemas.output());
    }

    private static DeploySettingAnswer deploySetting(Model.DeploySetting setting) {
        return setting.equals(Model.DeploySetting.DEFAULT) ? null
                : new DeploySettingAnswer(setting.autoDeploy(), setting.ttlMinutes(), setting.limits().maxQueue(),
                        setting.limits().maxWorkers());
    }
}
