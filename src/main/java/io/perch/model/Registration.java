package io.perch.model;

import io.perch.artifact.ChunkStore;
import io.perch.base.Database;
import io.perch.base.ErrorCode;
import io.perch.base.Ids;
import io.perch.base.Json;
import io.perch.base.PerchException;
import io.perch.model.RegisterRequest.ModelSource;
import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
import io.perch.task.TaskType;
import io.perch.task.Tasks;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.regex.Pattern;

/** Makes a model exist: its group, its version, its row and the task that fetches it, in one transaction. */
@ApplicationScoped
public class Registration {

    private static final String KEY = "model_pkey";
    private static final String CONNECTOR = "model_uses_connector";

    private static final String ENSURE_GROUP = """
            INSERT INTO model_group (id, name, access, latest_version, created_time, last_updated_time)
            VALUES (?1, ?2, 'public', 0, ?3, ?3) ON CONFLICT (name) DO NOTHING""";

    /** @param taskId {@code null} when nothing is to be done until the caller uploads the chunks */
    public record Registered(String modelId, String taskId) {
    }

    private record GroupPlace(String groupId, boolean newGroup) {
    }

    private final Tasks tasks;
    private final Settings settings;
    private final ChunkStore chunks;
    private final PretrainedModels pretrained;
    private final Sealing sealing;
    private final GateCheck gates;
    private final InstantSource clock;

    Registration(Tasks tasks, Settings settings, ChunkStore chunks, PretrainedModels pretrained, Sealing sealing,
            GateCheck gates, InstantSource clock) {
        this.tasks = tasks;
        this.settings = settings;
        this.chunks = chunks;
        this.pretrained = pretrained;
        this.sealing = sealing;
        this.gates = gates;
        this.clock = clock;
    }

    /**
     * Answers at once; the package is fetched, checked and stored by the task. A remote model is registered when this answers.
     * Fails with LOCAL_MODELS_OFF, REMOTE_INFERENCE_OFF, CONNECTOR_NOT_FOUND, REGISTERING_BY_URL_OFF,
     * REGISTERING_BY_UPLOAD_OFF, PRETRAINED_OFF, URL_NOT_TRUSTED, MODEL_TOO_BIG, GROUP_NOT_FOUND, ID_TAKEN,
     * SCHEMA_INVALID, GUARD_MODEL_NOT_FOUND.
     */
    public Uni<Registered> start(RegisterRequest request) {
        Switches.require(request.spec().function(), settings);
        allow(request.source());
        Switches.requireCustomPlan(request.deploy().nodeIds(), settings);
        ModelEntity model = newModel(request);
        return gates.checked(request.gate()).chain(() -> Panache.withTransaction(() -> place(request)
                        .chain(place -> persist(model, place).chain(() -> task(request, model, place)))))
                .onFailure(failure -> Database.violates(failure, KEY)).transform(failure -> new PerchException(
                        ErrorCode.ID_TAKEN, "model id '" + request.modelId() + "' already exists", "choose another id, or none"))
                .onFailure(failure -> Database.violates(failure, CONNECTOR)).transform(failure -> new PerchException(
                        ErrorCode.CONNECTOR_NOT_FOUND, "Failed to find connector with the provided connector id: "
                                + model.connectorId, "POST /_plugins/_ml/connectors/_create makes one"));
    }

    private void allow(ModelSource source) {
        switch (source) {
            case ModelSource.Url from -> allowUrl(from);
            case ModelSource.Pretrained named -> pretrained.root();
            case ModelSource.Connected connected -> { }
            case ModelSource.Upload upload -> {
                allowUpload();
                chunks.bound(upload.bytes() == null ? 0 : upload.bytes());
            }
        }
    }

    private void allowUrl(ModelSource.Url from) {
        if (!settings.get(MlSettings.ALLOW_REGISTERING_MODEL_VIA_URL)) {
            throw new PerchException(ErrorCode.REGISTERING_BY_URL_OFF,
                    "To upload custom model user needs to enable allow_registering_model_via_url settings."
                            + " Otherwise please use OpenSearch pre-trained models.",
                    "PUT /_cluster/settings {\"persistent\":{\"plugins.ml_commons.allow_registering_model_via_url\":true}}");
        }
        if (!trusted(from.url().toString())) {
            throw new PerchException(ErrorCode.URL_NOT_TRUSTED, "URL can't match trusted url regex",
                    "an operator can change plugins.ml_commons.trusted_url_regex");
        }
    }

    boolean trusted(String url) {
        return Pattern.compile(settings.get(MlSettings.TRUSTED_URL_REGEX)).matcher(url).find();
    }

    void allowUpload() {
        if (!settings.get(MlSettings.ALLOW_REGISTERING_MODEL_VIA_LOCAL_FILE)) {
            throw new PerchException(ErrorCode.REGISTERING_BY_UPLOAD_OFF,
                    "To upload custom model from local file, user needs to enable allow_registering_model_via_local_file"
                            + " settings. Otherwise please use opensearch pre-trained models",
                    "PUT /_cluster/settings"
                            + " {\"persistent\":{\"plugins.ml_commons.allow_registering_model_via_local_file\":true}}");
        }
    }

    private Uni<GroupPlace> place(RegisterRequest request) {
        if (request.groupId() != null) {
            return Uni.createFrom().item(new GroupPlace(request.groupId(), false));
        }
        String newId = Ids.next();
        return Database.execute(ENSURE_GROUP, newId, request.name(), clock.millis())
                .chain(() -> ModelGroup.<ModelGroup>find("name", request.name()).<ModelGroup>singleResult())
                .map(group -> new GroupPlace(group.id, group.id.equals(newId)));
    }

    private Uni<ModelEntity> persist(ModelEntity model, GroupPlace place) {
        model.groupId = place.groupId();
        return ModelGroups.nextVersion(place.groupId(), clock.millis())
                .onItem().ifNull().failWith(() -> ModelGroups.notFound(place.groupId()))
                .invoke(version -> model.version = version)
                .chain(() -> model.persistAndFlush());
    }

    private Uni<Registered> task(RegisterRequest request, ModelEntity model, GroupPlace place) {
        return switch (request.source()) {
            case ModelSource.Url from -> task(model, RegisterWork.fetch(from, request.deploy(), place.newGroup()));
            case ModelSource.Pretrained named -> task(model, RegisterWork.lookUp(
                    PretrainedRef.of(request.name(), named.version(), model.format), named.sha256(), request.deploy(),
                    place.newGroup()));
            case ModelSource.Upload upload -> Uni.createFrom().item(new Registered(model.id, null));
            case ModelSource.Connected connected -> sealing.tell(model.toModel(), request.deploy())
                    .chain(() -> tasks.createEnded(TaskType.REGISTER_MODEL, model.function.name(), model.id))
                    .map(task -> new Registered(model.id, task.id));
        };
    }

    private Uni<Registered> task(ModelEntity model, RegisterWork work) {
        return tasks.create(TaskType.REGISTER_MODEL, model.function.name(), model.id, work)
                .map(task -> new Registered(model.id, task.id));
    }

    private ModelEntity newModel(RegisterRequest request) {
        ModelEntity model = new ModelEntity();
        model.id = request.modelId() == null ? Ids.next() : request.modelId();
        model.name = request.name();
        model.description = request.description();
        model.function = request.spec().function();
        model.format = request.spec().format();
        model.config = Json.write(request.spec().config());
        // nothing is to be fetched for a remote model
        model.state = request.source() instanceof ModelSource.Connected ? ModelState.REGISTERED : ModelState.REGISTERING;
        model.enabled = request.enabled();
        model.take(request.deploySetting());
        model.gate.take(request.gate());
        model.createdTime = clock.millis();
        model.lastUpdatedTime = model.createdTime;
        if (request.source() instanceof ModelSource.Upload upload) {
            model.contentHash = upload.sha256();
            model.totalChunks = upload.chunks();
            model.contentSize = upload.bytes();
        }
        if (request.source() instanceof ModelSource.Connected connected) {
            model.connectorId = connected.connectorId();
        }
        return model;
    }
}
