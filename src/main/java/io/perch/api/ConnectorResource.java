package io.perch.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.perch.base.Fields;
import io.perch.connector.Action;
import io.perch.connector.Connector;
import io.perch.connector.ConnectorDraft;
import io.perch.connector.Connectors;
import io.perch.connector.Credentials;
import io.perch.connector.Simulation;
import io.perch.connector.call.ClientConfig;
import io.perch.predict.PredictService;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** C1 to C4: how remote services are called. */
@Path("/_plugins/_ml/connectors")
@Tag(name = "Connectors")
public class ConnectorResource {

    private static final String INDEX = ".plugins-ml-connector";

    static final String EXAMPLE = """
            {"name": "OpenAI embeddings", "version": "1", "protocol": "http",
             "parameters": {"model": "text-embedding-3-small"}, "credential": {"key": "<your key>"},
             "actions": [{"action_type": "predict", "method": "POST", "url": "https://api.openai.com/v1/embeddings",
                          "headers": {"Authorization": "Bearer ${credential.key}"},
                          "request_body": "{\\"model\\": \\"${parameters.model}\\", \\"input\\": ${parameters.input}}",
                          "pre_process_function": "connector.pre_process.openai.embedding",
                          "post_process_function": "connector.post_process.openai.embedding"}]}""";

    private static final String SIMULATE = """
            {"connector_id": "<id of a connector>", "input": {"text_docs": ["today is sunny"]}, "send": true}""";

    record Created(@JsonProperty("connector_id") String connectorId) {
    }

    /** @param rotated false: they were under it already */
    record Rotated(boolean rotated) {
    }

    /** The original's members in the original's order; never the credential. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ConnectorAnswer(String name, String version, String description, String protocol, Map<String, String> parameters,
            List<Action> actions, @JsonProperty("client_config") ClientConfig client,
            @JsonProperty("created_time") long createdTime, @JsonProperty("last_updated_time") long lastUpdatedTime) {

        static ConnectorAnswer of(Connector connector) {
            return new ConnectorAnswer(connector.name(), connector.version(), connector.description(),
                    connector.protocol().wireName(), connector.parameters().isEmpty() ? null : connector.parameters(),
                    connector.actions(), connector.client(), connector.createdTime(), connector.lastUpdatedTime());
        }
    }

    private final Connectors connectors;
    private final Credentials credentials;
    private final Simulation simulation;
    private final SimulateAnswers answers;
    private final PredictService predicts;

    ConnectorResource(Connectors connectors, Credentials credentials, Simulation simulation, SimulateAnswers answers,
            PredictService predicts) {
        this.connectors = connectors;
        this.credentials = credentials;
        this.simulation = simulation;
        this.answers = answers;
        this.predicts = predicts;
    }

    @POST
    @Path("/_create")
    @Operation(summary = "Create a connector", description = "Everything that can be judged without calling the service is judged"
            + " here, and all faults are told at once. `connectors/_simulate` shows what a draft would send.")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON,
            examples = @ExampleObject(name = "OpenAI embeddings", value = EXAMPLE)))
    public Uni<Created> create(Body body) {
        Fields fields = body.fields("Create connector request has empty body");
        // the original answers this without looking at the rest
        if (Boolean.TRUE.equals(fields.bool("dry_run"))) {
            return Uni.createFrom().item(new Created("dryRunConnector"));
        }
        return connectors.create(ConnectorBody.create(fields)).map(made -> new Created(made.id()));
    }

    @POST
    @Path("/_simulate")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Try a connector before it is saved", description = "Shows each request that an input leads to, secrets"
            + " masked; with `\"send\": true` also the service's raw answer, what each JSON path finds in it, and the output.")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON,
            examples = @ExampleObject(name = "stored connector", value = SIMULATE)))
    public Uni<Buffer> simulate(Body body, RoutingContext http) {
        SimulateBody asked = SimulateBody.read(body.fields(), predicts.terms(CallTerms.of(http)).deadline());
        return HangUp.cancels(http, (asked.draft() == null ? simulation.stored(asked.connectorId(), asked.trial())
                : simulation.draft(asked.draft(), asked.trial())).chain(answers::write));
    }

    @POST
    @Path("/_rotate_key")
    @Operation(summary = "Put the credentials of all connectors under the current master key", description = "For when"
            + " perch.credentials.master-key has changed and the one before is in previous-master-keys, on every replica."
            + " Afterwards that one can go.")
    public Uni<Rotated> rotate() {
        return credentials.rotate().map(Rotated::new);
    }

    @GET
    @Path("/{connector_id}")
    @Operation(summary = "Read a connector", description = "Its credential is never shown.")
    @Parameter(name = "return_content", in = ParameterIn.QUERY, description = "Known for compatibility")
    public Uni<ConnectorAnswer> get(@RestPath("connector_id") String id) {
        return connectors.find(id).map(ConnectorAnswer::of);
    }

    @PUT
    @Path("/{connector_id}")
    @Operation(summary = "Change a connector", description = "Also while deployed models use it: calls in flight end on the old"
            + " version, the next ones use the new one, on every replica within a second.")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON,
            examples = @ExampleObject(name = "another key", value = "{\"credential\": {\"key\": \"<new key>\"}}")))
    public Uni<WriteAnswer> update(@RestPath("connector_id") String id, Body body) {
        ConnectorDraft change = ConnectorBody.change(body.fields("Failed to update connector: Request body is empty"));
        return connectors.update(id, change).map(changed -> WriteAnswer.updated(INDEX, id, changed.revision()));
    }

    @DELETE
    @Path("/{connector_id}")
    @Operation(summary = "Delete a connector", description = "Refused with 409 while a model uses it.")
    public Uni<WriteAnswer> delete(@RestPath("connector_id") String id) {
        return connectors.delete(id).map(gone -> WriteAnswer.deleted(INDEX, id, gone.revision()));
    }
}
