package io.perch.deploy;

import io.perch.artifact.CachedModel;
import io.perch.artifact.ModelCache;
import io.perch.artifact.PackageRef;
import io.perch.artifact.Progress;
import io.perch.base.Workers;
import io.perch.engine.Engine;
import io.perch.model.LoadedModel;
import io.perch.model.Model;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

/** How a local model comes into memory: room is made, its package is fetched, an engine opens it. */
@ApplicationScoped
class LocalLoads {

    private final Engine engine;
    private final ModelCache cache;
    private final Room room;
    private final DeployConfig config;
    private final Workers loaders;

    LocalLoads(Engine engine, ModelCache cache, Room room, DeployConfig config) {
        this.engine = engine;
        this.cache = cache;
        this.room = room;
        this.config = config;
        this.loaders = new Workers("load", config.loadsAtOnce(), config.maxWaitingLoads());
    }

    /** Fails with what {@link Room#make}, {@link ModelCache#folder} or {@link Engine#load} fail with. */
    Uni<LoadedModel> load(Model model, Room.Tenants tenants) {
        return room.make(model, tenants, loaders)
                .chain(() -> cache.folder(packageOf(model), config.storePatience(), Progress.UNHEARD))
                .chain(files -> loaders.run(() -> open(model, files)))
                .invoke(loaded -> room.learn(model, loaded.memoryBytes()))
                .onTermination().invoke(() -> room.over(model));
    }

    private static PackageRef packageOf(Model model) {
        return new PackageRef(model.id(), model.content().sha256(), model.content().chunks(), model.content().bytes());
    }

    private LoadedModel open(Model model, CachedModel files) {
        try (files) {
            return engine.load(model.id(), model.function(), model.format(), model.config(), files.folder());
        }
    }

    /** Local or remote: closing waits for predicts in flight. */
    Uni<Void> close(LoadedModel model) {
        return loaders.run(() -> {
            model.close();
            return null;
        }).replaceWithVoid();
    }

    @PreDestroy
    void stop() {
        loaders.close();
    }
}
