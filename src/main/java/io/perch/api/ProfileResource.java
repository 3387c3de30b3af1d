package io.perch.api;

import io.perch.base.ErrorCode;
import io.perch.base.Fields;
import io.perch.base.Node;
import io.perch.base.PerchException;
import io.perch.predict.Profiles;
import io.perch.task.Tasks;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** F1 to F5: what runs where, and how fast. */
@Path("/_plugins/_ml/profile")
@Tag(name = "Profile")
public class ProfileResource {

    private static final int MOST_IDS = 100;

    /** What to show; {@code null}: all of its kind. */
    private record Asked(List<String> models, List<String> tasks, List<String> nodes) {
    }

    private final Profiles profiles;
    private final Tasks tasks;
    private final Node node;

    ProfileResource(Profiles profiles, Tasks tasks, Node node) {
        this.profiles = profiles;
        this.tasks = tasks;
        this.node = node;
    }

    @GET
    @Operation(summary = "Models and tasks by replica", description = "Times and queues are those of the replica that answers."
            + " With `view=model`, by model. The body may choose: `model_ids`, `task_ids`, `node_ids`, `return_all_models`,"
            + " `return_all_tasks`.")
    public Uni<ProfileAnswer> all(@Parameter(example = "node") @RestQuery String view, Body body) {
        Fields fields = Fields.of(body.objectOrEmpty());
        List<String> models = chosen(fields, "model_ids", "return_all_models");
        List<String> open = chosen(fields, "task_ids", "return_all_tasks");
        List<String> nodes = fields.strings("node_ids");
        fields.check();
        boolean everything = models != null && models.isEmpty() && open != null && open.isEmpty();
        return everything ? answer(view, new Asked(null, null, nodes)) : answer(view, new Asked(models, open, nodes));
    }

    @GET
    @Path("/models")
    @Operation(summary = "Models by replica")
    public Uni<ProfileAnswer> models(@Parameter(example = "node") @RestQuery String view, Body body) {
        return answer(view, new Asked(list(body, "model_ids"), List.of(), list(body, "node_ids")));
    }

    @GET
    @Path("/models/{model_id}")
    @Operation(summary = "One model by replica", description = "Or several, separated by commas.")
    public Uni<ProfileAnswer> model(@RestPath("model_id") String ids, @Parameter(example = "node") @RestQuery String view,
            Body body) {
        return answer(view, new Asked(List.of(ids.split(",")), List.of(), list(body, "node_ids")));
    }

    @GET
    @Path("/tasks")
    @Operation(summary = "Tasks that have not ended, by replica")
    public Uni<ProfileAnswer> tasks(@Parameter(example = "node") @RestQuery String view, Body body) {
        return answer(view, new Asked(List.of(), list(body, "task_ids"), list(body, "node_ids")));
    }

    @GET
    @Path("/tasks/{task_id}")
    @Operation(summary = "One task, while it has not ended", description = "Or several, separated by commas.")
    public Uni<ProfileAnswer> task(@RestPath("task_id") String ids, @Parameter(example = "node") @RestQuery String view,
            Body body) {
        return answer(view, new Asked(List.of(), List.of(ids.split(",")), list(body, "node_ids")));
    }

    private Uni<ProfileAnswer> answer(String view, Asked asked) {
        boolean byModel = byModel(view);
        refuseTooMany(asked.models());
        refuseTooMany(asked.tasks());
        return profiles.models(asked.models())
                .chain(models -> tasks.open(asked.tasks()).map(open -> byModel
                        ? ProfileAnswer.byModel(models, open) : ProfileAnswer.byNode(models, open, node.id())))
                .map(answer -> answer.on(asked.nodes()));
    }

    private static boolean byModel(String view) {
        return switch (view) {
            case null -> false;
            case "node" -> false;
            case "model" -> true;
            default -> throw new PerchException(ErrorCode.REQUEST_INVALID, "view is [" + view + "]", "view is node or model");
        };
    }

    private static void refuseTooMany(List<String> ids) {
        if (ids != null && ids.size() > MOST_IDS) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, ids.size() + " ids were given, at most " + MOST_IDS
                    + " are taken at once", "send several requests, or none of them to see all");
        }
    }

    /** {@code null}: all. */
    private static List<String> chosen(Fields fields, String ids, String all) {
        List<String> given = fields.strings(ids);
        return Boolean.TRUE.equals(fields.bool(all)) ? null : given == null ? List.of() : given;
    }

    private static List<String> list(Body body, String name) {
        Fields fields = Fields.of(body.objectOrEmpty());
        List<String> ids = fields.strings(name);
        fields.check();
        return ids;
    }
}
