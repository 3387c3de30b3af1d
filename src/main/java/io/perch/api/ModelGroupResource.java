package io.perch.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.perch.base.ErrorCode;
import io.perch.base.Fields;
import io.perch.base.PerchException;
import io.perch.model.ModelGroup;
import io.perch.model.ModelGroups;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** G1 to G4: groups of models that are versions of one another. */
@Path("/_plugins/_ml/model_groups")
@Tag(name = "Model groups")
public class ModelGroupResource {

    private static final String EXAMPLE = """
            {"name": "sentence-embedders", "description": "MiniLM and its successors"}""";

    record Created(@JsonProperty("model_group_id") String modelGroupId, String status) {
    }

    record Updated(String status) {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Group(String name, @JsonProperty("latest_version") int latestVersion, String description, String access,
            @JsonProperty("created_time") long createdTime, @JsonProperty("last_updated_time") long lastUpdatedTime) {

        static Group of(ModelGroup group) {
            return new Group(group.name, group.latestVersion, group.description, group.access, group.createdTime,
                    group.lastUpdatedTime);
        }
    }

    private final ModelGroups groups;

    ModelGroupResource(ModelGroups groups) {
        this.groups = groups;
    }

    @POST
    @Path("/_register")
    @Operation(summary = "Register a model group", description = "The name must be unique.")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON,
            examples = @ExampleObject(name = "group", value = EXAMPLE)))
    public Uni<Created> register(Body body) {
        Fields fields = body.fields("Model group request has empty body");
        ModelGroups.NewGroup group = new ModelGroups.NewGroup(ProposedId.read(fields, "model_group_id", "model group id"),
                fields.string("name"), fields.string("description"));
        fields.check();
        refuseAccess(fields);
        return groups.register(group).map(made -> new Created(made.id, "CREATED"));
    }

    @GET
    @Path("/{model_group_id}")
    @Operation(summary = "Read a model group")
    public Uni<Group> get(@RestPath("model_group_id") String id) {
        return groups.find(id).map(Group::of);
    }

    @PUT
    @Path("/{model_group_id}")
    @Operation(summary = "Rename or describe a model group", description = "Members that are left out stay as they are.")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON,
            examples = @ExampleObject(name = "group", value = EXAMPLE)))
    public Uni<Updated> update(@RestPath("model_group_id") String id, Body body) {
        Fields fields = body.fields("Model group request has empty body");
        ModelGroups.Change change = new ModelGroups.Change(fields.string("name"), fields.string("description"));
        fields.check();
        refuseAccess(fields);
        return groups.update(id, change).replaceWith(new Updated("Updated"));
    }

    @DELETE
    @Path("/{model_group_id}")
    @Operation(summary = "Delete a model group", description = "Refused with 409 while there are models in it.")
    public Uni<WriteAnswer> delete(@RestPath("model_group_id") String id) {
        return groups.delete(id).map(gone -> WriteAnswer.deleted(".plugins-ml-model-group", id, gone.revision));
    }

    /** An access mode that is none counts as not given, as in the original. */
    static void refuseAccess(Fields fields) {
        String mode = fields.string("access_mode");
        boolean known = mode != null && mode.matches("(?i)public|private|restricted");
        if (known || fields.has("backend_roles") || fields.has("add_all_backend_roles")) {
            throw new PerchException(ErrorCode.ACCESS_CONTROL_OFF, "You cannot specify model access control parameters because"
                    + " the Security plugin or model access control is disabled on your cluster.",
                    "leave access_mode, backend_roles and add_all_backend_roles out");
        }
    }
}
