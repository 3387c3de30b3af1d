package io.perch.api;

import static org.eclipse.microprofile.openapi.annotations.enums.ParameterIn.QUERY;
import static org.eclipse.microprofile.openapi.annotations.enums.SchemaType.BOOLEAN;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Fields;
import io.perch.settings.Scope;
import io.perch.settings.Settings;
import io.perch.settings.SettingsUpdate;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code plugins.ml_commons.*} as OpenSearch's cluster settings. */
@Path("/_cluster/settings")
@Tag(name = "Settings")
public class ClusterSettingsResource {

    private static final String EXAMPLE = "{\"persistent\":{\"plugins.ml_commons.allow_registering_model_via_url\":true}}";

    static final String UNUSED = "Taken for the original's clients; there is no cluster manager to wait for";

    private final Settings settings;

    ClusterSettingsResource(Settings settings) {
        this.settings = settings;
    }

    @GET
    @Operation(summary = "What has been set, and with include_defaults the rest too")
    @APIResponse(responseCode = "200", content = @Content(mediaType = "application/json",
            schema = @Schema(implementation = Object.class),
            examples = @ExampleObject(value = "{\"persistent\":{},\"transient\":{}}")))
    @Parameter(name = "flat_settings", in = QUERY, description = "Dotted keys in the answer", schema = @Schema(type = BOOLEAN))
    @Parameter(name = "include_defaults", in = QUERY, description = "Also what is not set", schema = @Schema(type = BOOLEAN))
    @Parameter(name = "timeout", in = QUERY, description = UNUSED)
    @Parameter(name = "cluster_manager_timeout", in = QUERY, description = UNUSED)
    @Parameter(name = "local", in = QUERY, description = UNUSED)
    public Uni<ObjectNode> get(@Context HttpServerRequest request) {
        boolean flat = Flag.isOn(request, "flat_settings");
        boolean withDefaults = Flag.isOn(request, "include_defaults");
        return settings.stored().map(stored -> {
            ObjectNode answer = byScope(stored, flat);
            if (withDefaults) {
                answer.set("defaults", SettingsDocument.rendered(unset(stored), flat));
            }
            return answer;
        });
    }

    @PUT
    @Operation(summary = "Set or reset (null) settings",
            description = "Keys may be dotted or nested; a key to reset may end with *. Applied whole or not at all.")
    @RequestBody(required = true, content = @Content(mediaType = "application/json",
            schema = @Schema(implementation = Object.class), examples = @ExampleObject(value = EXAMPLE)))
    @APIResponse(responseCode = "200", description = "In force on this replica now, on all within a second",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Object.class)))
    @Parameter(name = "flat_settings", in = QUERY, description = "Dotted keys in the answer", schema = @Schema(type = BOOLEAN))
    @Parameter(name = "timeout", in = QUERY, description = UNUSED)
    @Parameter(name = "cluster_manager_timeout", in = QUERY, description = UNUSED)
    public Uni<ObjectNode> put(Body body, @Context HttpServerRequest request) {
        boolean flat = Flag.isOn(request, "flat_settings");
        SettingsUpdate update = SettingsUpdate.checked(asked(body.object()));
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("acknowledged", true);
        answer.setAll(byScope(update.set(), flat));
        return settings.update(update).replaceWith(answer);
    }

    private static Map<Scope, Map<String, JsonNode>> asked(ObjectNode body) {
        Fields fields = Fields.of(body);
        Map<Scope, Map<String, JsonNode>> asked = new EnumMap<>(Scope.class);
        for (Scope scope : Scope.values()) {
            ObjectNode values = fields.objectNode(scope.wireName());
            if (values != null) {
                asked.put(scope, SettingsDocument.flat(values));
            }
        }
        body.fieldNames().forEachRemaining(name -> {
            if (!name.equals("persistent") && !name.equals("transient")) {
                fields.fault("[cluster_update_settings_request] unknown field [" + name + "]");
            }
        });
        fields.check();
        return asked;
    }

    private static ObjectNode byScope(Map<Scope, ? extends Map<String, JsonNode>> values, boolean flat) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        for (Scope scope : Scope.values()) {
            Map<String, JsonNode> ofScope = values.containsKey(scope) ? values.get(scope) : Map.of();
            document.set(scope.wireName(), SettingsDocument.rendered(ofScope, flat));
        }
        return document;
    }

    private Map<String, JsonNode> unset(Map<Scope, Map<String, JsonNode>> stored) {
        Map<String, JsonNode> unset = new TreeMap<>();
        settings.defaults().forEach((setting, raw) -> unset.put(setting.key(), raw));
        stored.values().forEach(values -> unset.keySet().removeAll(values.keySet()));
        return unset;
    }
}
