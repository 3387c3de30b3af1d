package io.perch.ingest.processor;

import io.perch.base.PerchException;
import io.perch.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Which models a pipeline uses, and what it expects of them: to be checked when all of it has been read. */
public final class ModelUses {

    /** @param fits throws what the model cannot be used for */
    public record Use(String modelId, Options where, Consumer<Model> fits) {

        public void missing(PerchException failure) {
            where.fault("model_id", failure.reason());
        }

        public void check(Model model) {
            where.read("model_id", modelId, id -> {
                fits.accept(model);
                return id;
            });
        }
    }

    private final List<Use> all = new ArrayList<>();

    void add(Options where, String modelId, Consumer<Model> fits) {
        if (modelId != null) {
            all.add(new Use(modelId, where, fits));
        }
    }

    public Set<String> ids() {
        return all.stream().map(Use::modelId).collect(Collectors.toCollection(TreeSet::new));
    }

    public List<Use> all() {
        return List.copyOf(all);
    }
}
