package io.perch.ingest.processor;

import io.perch.base.ErrorCode;
import io.perch.base.Failures;
import io.perch.base.PerchException;
import io.perch.model.Model;
import io.perch.model.ModelCatalog;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Which models a pipeline uses, and what it expects of them: to be checked when all of it has been read. */
public final class ModelUses {

    /** @param fits throws what the model cannot be used for */
    private record Use(String modelId, Options where, Consumer<Model> fits) {

        void missing(PerchException failure) {
            where.fault("model_id", failure.reason());
        }

        void check(Model model) {
            where.read("model_id", modelId, id -> {
                fits.accept(model);
                return id;
            });
        }
    }

    private final List<Use> all = new ArrayList<>();

    public void add(Options where, String modelId, Consumer<Model> fits) {
        if (modelId != null) {
            all.add(new Use(modelId, where, fits));
        }
    }

    /** Notes where a model is not there, or not fit. */
    public Uni<Void> check(ModelCatalog models) {
        return Multi.createFrom().iterable(List.copyOf(all))
                .onItem().transformToUniAndConcatenate(use -> check(use, models))
                .collect().last();
    }

    private static Uni<Void> check(Use use, ModelCatalog models) {
        return models.resolve(use.modelId()).invoke(use::check).replaceWithVoid()
                .onFailure(failure -> Failures.catalogued(failure).code() == ErrorCode.MODEL_NOT_FOUND)
                .recoverWithItem(failure -> {
                    use.missing(Failures.catalogued(failure));
                    return null;
                });
    }

    public Set<String> ids() {
        return all.stream().map(Use::modelId).collect(Collectors.toCollection(TreeSet::new));
    }
}
