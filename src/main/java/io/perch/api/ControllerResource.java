package io.perch.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.perch.base.Fields;
import io.perch.model.Controllers;
import io.perch.model.RateLimit;
import io.perch.model.Switches;
import io.perch.model.UserLimits;
import io.perch.settings.Settings;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** K1 to K4: how many requests each caller may send to a model. */
@Path("/_plugins/_ml/controllers/{model_id}")
@Tag(name = "Controllers")
public class ControllerResource {

    private static final String INDEX = ".plugins-ml-controller";
    private static final String LIMITS = "user_rate_limiter";
    private static final int MOST_USERS = 10_000;
    private static final String EXAMPLE = """
            {"user_rate_limiter": {"anonymous": {"limit": 4, "unit": "MINUTES"}}}""";

    record Made(@JsonProperty("model_id") String modelId, String status) {
    }

    record Controller(@JsonProperty("model_id") String modelId, @JsonProperty(LIMITS) Map<String, RateLimitAnswer> limits) {

        private static Controller of(String modelId, UserLimits limits) {
            Map<String, RateLimitAnswer> users = new TreeMap<>();
            limits.users().forEach((user, limit) -> users.put(user, RateLimitAnswer.of(limit)));
            return new Controller(modelId, users);
        }
    }

    private final Controllers controllers;
    private final Settings settings;

    ControllerResource(Controllers controllers, Settings settings) {
        this.controllers = controllers;
        this.settings = settings;
    }

    @POST
    @Operation(summary = "Limit each caller's requests to a model", description = "In the place of the limits there are."
            + " Callers who are not named are not limited; who does not say who he is, is `anonymous`.")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON,
            examples = @ExampleObject(name = "four a minute", value = EXAMPLE)))
    public Uni<Made> create(@RestPath("model_id") String id, Body body) {
        Switches.requireControllers(settings);
        return controllers.put(id, limits(body))
                .map(stored -> new Made(id, stored.created() ? "CREATED" : "UPDATED"));
    }

    @PUT
    @Operation(summary = "Change the limits of some callers", description = "Members that are left out stay as they are;"
            + " a caller whose limit is `null` is not limited any more.")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON,
            examples = @ExampleObject(name = "four a minute", value = EXAMPLE)))
    public Uni<WriteAnswer> update(@RestPath("model_id") String id, Body body) {
        Switches.requireControllers(settings);
        return controllers.merge(id, changes(body)).map(stored -> WriteAnswer.updated(INDEX, id, stored.revision()));
    }

    @GET
    @Operation(summary = "Read the limits of callers")
    public Uni<Controller> get(@RestPath("model_id") String id) {
        Switches.requireControllers(settings);
        return controllers.find(id).map(limits -> Controller.of(id, limits));
    }

    @DELETE
    @Operation(summary = "Take the limits of callers away")
    public Uni<WriteAnswer> delete(@RestPath("model_id") String id) {
        Switches.requireControllers(settings);
        return controllers.delete(id).map(gone -> WriteAnswer.deleted(INDEX, id, gone.revision()));
    }

    private static Map<String, RateLimit> limits(Body body) {
        Fields fields = body.fields("Controller request has empty body");
        Fields users = users(fields);
        Map<String, RateLimit> limits = new HashMap<>();
        if (users != null) {
            users.names().stream().filter(users::has).forEach(user -> limits.put(user, RateLimitBody.read(users, user)));
        }
        fields.check();
        return limits;
    }

    private static Map<String, UnaryOperator<RateLimit>> changes(Body body) {
        Fields fields = body.fields("Controller request has empty body");
        Fields users = users(fields);
        Map<String, UnaryOperator<RateLimit>> changes = new LinkedHashMap<>();
        if (users != null) {
            users.names().forEach(user -> changes.put(user, RateLimitBody.change(users, user)));
        }
        fields.check();
        return changes;
    }

    private static Fields users(Fields fields) {
        Fields users = fields.object(LIMITS);
        if (users == null) {
            return fields.has(LIMITS) ? null
                    : fields.fault(LIMITS, LIMITS + " is missing: an object with the limit of each user");
        }
        return users.names().size() <= MOST_USERS ? users : fields.fault(LIMITS, LIMITS + " names " + users.names().size()
                + " users, and " + MOST_USERS + " are taken");
    }
}
