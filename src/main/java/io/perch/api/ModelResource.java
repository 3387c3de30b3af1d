package io.perch.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.perch.base.Fields;
import io.perch.connector.ConnectorDraft;
import io.perch.connector.RemoteRegistration;
import io.perch.deploy.Deploys;
import io.perch.model.ModelConfig;
import io.perch.model.ModelUpdates;
import io.perch.model.Registration;
import io.perch.model.Removal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** M1, M2, M8 to M10: models registered by url or by name, read, changed, deleted. */
@Path("/_plugins/_ml/models")
@Tag(name = "Models")
public class ModelResource {

    private static final String INDEX = ".plugins-ml-model";
    private static final String DEPLOY = "deploy";

    private static final String PRETRAINED = """
            {"name": "huggingface/sentence-transformers/all-MiniLM-L6-v2", "version": "1.0.2", "model_format": "ONNX"}""";

    private static final String REMOTE = """
            {"name": "text-embedding-3-small", "function_name": "remote", "connector_id": "<id of a connector>"}""";

    private static final String REGISTER = """
            {"name": "all-MiniLM-L6-v2", "function_name": "TEXT_EMBEDDING", "model_format": "ONNX",
             "model_config": {"model_type": "bert", "embedding_dimension": 384, "framework_type": "sentence_transformers",
                              "pooling_mode": "mean", "normalize_result": true},
             "model_content_hash_value": "<sha-256 of the zip>", "url": "https://models.example.org/all-MiniLM-L6-v2.zip"}""";

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Registered(@JsonProperty("task_id") String taskId, String status, @JsonProperty("model_id") String modelId) {

        static Registered of(Registration.Registered made) {
            return new Registered(made.taskId(), "CREATED", made.modelId());
        }
    }

    private final Registration registration;
    private final RemoteRegistration remote;
    private final Deploys deploys;
    private final Removal removal;

    ModelResource(Registration registration, RemoteRegistration remote, Deploys deploys, Removal removal) {
        this.registration = registration;
        this.remote = remote;
        this.deploys = deploys;
        this.removal = removal;
    }

    @POST
    @Path("/_register")
    @Parameter(name = DEPLOY, in = ParameterIn.QUERY, description = "Deploy when registered")
    @Operation(summary = "Register a model by url, or a pretrained one by name and version",
            description = "Answers at once with the ids of the task and of the model; the task fetches, checks and stores it.")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON,
            examples = {@ExampleObject(name = "ONNX embedding model", value = REGISTER),
                @ExampleObject(name = "Remote model", value = REMOTE),
                @ExampleObject(name = "Pretrained model", value = PRETRAINED)}))
    public Uni<Registered> register(Body body, @Context HttpServerRequest request) {
        RegisterBody.Asked asked = RegisterBody.register(body.fields(), Flag.isOn(request, DEPLOY));
        return (asked.request().spec().function().isLocal() ? registration.start(asked.request())
                : remote.register(asked.request(), asked.connector())).map(Registered::of);
    }

    @POST
    @Path("/_upload")
    @Parameter(name = DEPLOY, in = ParameterIn.QUERY, description = "Deploy when registered")
    @Operation(summary = "Old name of models/_register", deprecated = true)
    public Uni<Registered> upload(Body body, @Context HttpServerRequest request) {
        return register(body, request);
    }

    @POST
    @Path("/{model_id}/{version}/_register")
    @Parameter(name = DEPLOY, in = ParameterIn.QUERY, description = "Deploy when registered")
    @Operation(summary = "models/_register; what the path says is not used", deprecated = true)
    public Uni<Registered> registerVersion(@RestPath("model_id") String id, @RestPath String version,
            Body body, @Context HttpServerRequest request) {
        return register(body, request);
    }

    @POST
    @Path("/{model_id}/{version}/_upload")
    @Parameter(name = DEPLOY, in = ParameterIn.QUERY, description = "Deploy when registered")
    @Operation(summary = "Old name of models/{model_id}/{version}/_register", deprecated = true)
    public Uni<Registered> uploadVersion(@RestPath("model_id") String id, @RestPath String version,
            Body body, @Context HttpServerRequest request) {
        return register(body, request);
    }

    @GET
    @Path("/{model_id}")
    @Operation(summary = "Read a model", description = "`model_state` is computed from what live replicas hold.")
    @Parameter(name = "return_content", in = ParameterIn.QUERY, description = "Known for compatibility: content is in chunks")
    public Uni<ModelAnswer> get(@RestPath("model_id") String id) {
        return deploys.find(id).chain(deployment -> remote.inlineConnector(deployment.model())
                .map(connector -> ModelAnswer.of(deployment, connector.orElse(null))));
    }

    @PUT
    @Path("/{model_id}")
    @Operation(summary = "Change a model", description = "Honoured on every replica within a second;"
            + " `model_config` from the model's next load on: undeploy and deploy it.")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON,
            examples = @ExampleObject(name = "disable", value = "{\"is_enabled\": false}")))
    public Uni<WriteAnswer> update(@RestPath("model_id") String id, Body body) {
        Fields fields = body.fields("Update model request has empty body");
        Fields connector = fields.object("connector");
        ConnectorDraft draft = connector == null ? null : ConnectorBody.change(connector);
        return remote.update(id, change(fields), draft)
                .map(model -> WriteAnswer.updated(INDEX, id, model.revision()));
    }

    @DELETE
    @Path("/{model_id}")
    @Operation(summary = "Delete a model and its chunks", description = "Refused with 400 while it is deployed.")
    public Uni<WriteAnswer> delete(@RestPath("model_id") String id) {
        return removal.delete(id).map(gone -> WriteAnswer.deleted(INDEX, id, gone.revision()));
    }

    private static ModelUpdates.Change change(Fields fields) {
        if (fields.has("connector") && fields.has("connector_id")) {
            fields.fault("Model cannot have both stand-alone connector and internal connector."
                    + " Please check your update input body.");
        }
        Fields given = fields.object("model_config");
        ModelConfig config = given == null ? null : ModelConfigBody.members(given);
        ModelUpdates.Change change = new ModelUpdates.Change(fields.has("name") ? RegisterBody.name(fields) : null,
                fields.string("description"), fields.string("model_group_id"), fields.bool("is_enabled"),
                config == null ? null : stored -> ModelConfigBody.merged(config, stored),
                fields.has("deploy_setting") ? RegisterBody.deploySetting(fields) : null, GateBody.change(fields),
                fields.string("connector_id"));
        fields.check();
        return change;
    }
}
