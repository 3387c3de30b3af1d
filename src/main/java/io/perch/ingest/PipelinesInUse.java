package io.perch.ingest;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.ingest.PipelineTable.Kind;
import io.perch.model.Model;
import io.perch.model.OnRemoved;
import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Keeps a model that pipelines ask from being deleted, where {@code safe_delete_model} says so. */
@ApplicationScoped
class PipelinesInUse implements OnRemoved {

    private final PipelineTable table;
    private final Settings settings;

    PipelinesInUse(PipelineTable table, Settings settings) {
        this.table = table;
        this.settings = settings;
    }

    /** Fails with MODEL_IN_USE. */
    @Override
    public Uni<Void> removed(Model model) {
        return settings.get(MlSettings.SAFE_DELETE_MODEL)
                ? table.using(model.id()).invoke(PipelinesInUse::requireNone).replaceWithVoid() : Uni.createFrom().voidItem();
    }

    private static void requireNone(Map<Kind, List<String>> using) {
        if (!using.isEmpty()) {
            throw new PerchException(ErrorCode.MODEL_IN_USE, using.entrySet().stream().map(each -> each.getValue().size() + " "
                    + each.getKey().name().toLowerCase(Locale.ROOT) + " pipelines are still using this model, please delete or"
                    + " update the pipelines first: " + each.getValue()).collect(Collectors.joining(", ")),
                    "or let models go that are in use: plugins.ml_commons.safe_delete_model=false");
        }
    }
}
