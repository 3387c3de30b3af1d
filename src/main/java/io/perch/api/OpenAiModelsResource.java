package io.perch.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.perch.deploy.Deployment;
import io.perch.deploy.Deploys;
import io.perch.deploy.ModelDirectory;
import io.perch.deploy.ModelNames;
import io.perch.model.FunctionName;
import io.perch.model.Model;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The models that {@code /v1} answers with. */
@Path("/v1/models")
@Tag(name = "OpenAI")
public class OpenAiModelsResource {

    private static final Set<FunctionName> SERVED = EnumSet.of(FunctionName.TEXT_EMBEDDING, FunctionName.TEXT_SIMILARITY,
            FunctionName.REMOTE);

    /** OpenAI's members, then Perch's own. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ModelEntry(String id, String object, long created, @JsonProperty("owned_by") String ownedBy, String name, int version,
            String function, String state, @JsonProperty("embedding_dimension") Integer dimension) {

        static ModelEntry of(Deployment found) {
            Model model = found.model();
            return new ModelEntry(model.id(), "model", Duration.ofMillis(model.times().created()).toSeconds(), "perch",
                    model.name(), model.version(), model.function().name(), found.state().name(),
                    model.config().embeddingDimension());
        }
    }

    /** @param more whether there are models that are not listed */
    record ModelList(String object, List<ModelEntry> data, @JsonProperty("has_more") boolean more) {
    }

    private final ModelDirectory directory;
    private final ModelNames names;
    private final Deploys deploys;
    private final OpenAiConfig config;

    OpenAiModelsResource(ModelDirectory directory, ModelNames names, Deploys deploys, OpenAiConfig config) {
        this.directory = directory;
        this.names = names;
        this.deploys = deploys;
        this.config = config;
    }

    @GET
    @Operation(summary = "List the models that /v1 answers with", description = "Registered and enabled TEXT_EMBEDDING,"
            + " TEXT_SIMILARITY and REMOTE models by name, the latest version first; at most `perch.openai.max-listed-models`."
            + " Which of the routes a remote model answers, its connector decides.")
    public Uni<ModelList> list() {
        int most = config.maxListedModels();
        return directory.list(SERVED, most + 1).map(found -> new ModelList("list",
                found.stream().limit(most).map(ModelEntry::of).toList(), found.size() > most));
    }

    @GET
    @Path("/{model: .+}")
    @Operation(summary = "Read a model by its id or name",
            description = "A name means the version that requests by that name are answered by.")
    public Uni<ModelEntry> get(@RestPath String model) {
        return names.id(model).chain(deploys::find).map(ModelEntry::of);
    }
}
