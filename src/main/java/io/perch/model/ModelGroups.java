package io.perch.model;

import io.perch.base.Database;
import io.perch.base.ErrorCode;
import io.perch.base.Ids;
import io.perch.base.PerchException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.regex.Pattern;

/** Groups as callers meet them. Their names are unique, and the database decides who came first. */
@ApplicationScoped
public class ModelGroups {

    private static final String UNIQUE_NAME = "model_group_name";
    private static final String KEY = "model_group_pkey";
    private static final String OF_MODELS = "model_in_group";
    private static final int LONGEST_NAME = 512;
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N} .,!?():@\\-_'/\"]+");

    // the row lock makes concurrent registers into one group queue up here: each gets a number of its own
    private static final String NEXT_VERSION = """
            UPDATE model_group SET latest_version = latest_version + 1, revision = revision + 1, last_updated_time = ?2
             WHERE id = ?1 RETURNING latest_version""";

    /** @param id proposed by the caller, or {@code null} */
    public record NewGroup(String id, String name, String description) {
    }

    /** What to change; {@code null} and blank leave a member as it is. */
    public record Change(String name, String description) {
    }

    private final InstantSource clock;

    ModelGroups(InstantSource clock) {
        this.clock = clock;
    }

    /** Fails with GROUP_NAME_INVALID, GROUP_NAME_TAKEN or ID_TAKEN. */
    public Uni<ModelGroup> register(NewGroup wanted) {
        checkName(wanted.name());
        ModelGroup group = newGroup(wanted);
        return Panache.withTransaction(() -> group.<ModelGroup>persistAndFlush())
                .onFailure(failure -> Database.violates(failure, UNIQUE_NAME)).recoverWithUni(() -> taken(wanted.name(),
                        "The name you provided is already being used by a model group with ID: %s."))
                .onFailure(failure -> Database.violates(failure, KEY)).transform(failure -> new PerchException(
                        ErrorCode.ID_TAKEN, "model group id '" + wanted.id() + "' already exists", "choose another id, or none"));
    }

    /** Fails with GROUP_NOT_FOUND. */
    public Uni<ModelGroup> find(String id) {
        return Panache.withSession(() -> ModelGroup.<ModelGroup>findById(id))
                .onItem().ifNull().failWith(() -> notFound(id));
    }

    public Uni<ModelGroup> update(String id, Change change) {
        boolean renames = change.name() != null && !change.name().isBlank();
        if (renames) {
            checkName(change.name());
        }
        return Panache.withTransaction(() -> ModelGroup.<ModelGroup>findById(id)
                        .onItem().ifNull().failWith(() -> notFound(id))
                        .invoke(group -> apply(change, group))
                        .call(ModelGroup::flush))
                .onFailure(failure -> Database.violates(failure, UNIQUE_NAME)).recoverWithUni(() -> taken(change.name(),
                        "The name you provided is already being used by another model with ID: %s."
                                + " Please provide a different name"));
    }

    /** Returns the group that was. Fails with GROUP_NOT_FOUND, or GROUP_NOT_EMPTY while there are models in it. */
    public Uni<ModelGroup> delete(String id) {
        return Panache.withTransaction(() -> ModelGroup.<ModelGroup>findById(id)
                        .onItem().ifNull().failWith(() -> notFound(id))
                        .call(group -> group.delete())
                        .call(ModelGroup::flush))
                .onFailure(failure -> Database.violates(failure, OF_MODELS)).transform(failure -> new PerchException(
                        ErrorCode.GROUP_NOT_EMPTY, "Cannot delete the model group when it has associated model versions",
                        "delete its models first"));
    }

    /** Takes the next version number, inside the caller's transaction; {@code null} when there is no such group. */
    static Uni<Integer> nextVersion(String id, long now) {
        return Panache.getSession().chain(session -> session.createNativeQuery(NEXT_VERSION, Integer.class)
                .setParameter(1, id).setParameter(2, now).getSingleResultOrNull());
    }

    static PerchException notFound(String id) {
        return new PerchException(ErrorCode.GROUP_NOT_FOUND,
                "Failed to find model group with the provided model group id: " + id, null);
    }

    private ModelGroup newGroup(NewGroup wanted) {
        ModelGroup group = new ModelGroup();
        group.id = wanted.id() == null ? Ids.next() : wanted.id();
        group.name = wanted.name();
        group.description = wanted.description();
        group.access = "public";
        group.createdTime = clock.millis();
        group.lastUpdatedTime = group.createdTime;
        return group;
    }

    private void apply(Change change, ModelGroup group) {
        if (change.name() != null && !change.name().isBlank()) {
            group.name = change.name();
        }
        if (change.description() != null && !change.description().isBlank()) {
            group.description = change.description();
        }
        group.lastUpdatedTime = clock.millis();
    }

    private static void checkName(String name) {
        if (name == null || name.isBlank()) {
            throw new PerchException(ErrorCode.GROUP_NAME_INVALID,
                    "Validation Failed: 1: Model group name is required and cannot be null or blank;", null);
        }
        if (!NAME.matcher(name).matches()) {
            throw new PerchException(ErrorCode.GROUP_NAME_INVALID, "Validation Failed: 1: Model group name can only contain"
                    + " letters, numbers, spaces, and basic punctuation (.,!?():@-_'/\");", null);
        }
        if (name.length() > LONGEST_NAME) {
            throw new PerchException(ErrorCode.GROUP_NAME_INVALID, "Validation Failed: 1: Model group name has "
                    + name.length() + " characters, at most " + LONGEST_NAME + " are allowed;", null);
        }
    }

    private static <T> Uni<T> taken(String name, String reason) {
        return Panache.withSession(() -> ModelGroup.<ModelGroup>find("name", name).firstResult())
                .chain(holder -> Uni.createFrom().failure(new PerchException(ErrorCode.GROUP_NAME_TAKEN,
                        reason.formatted(holder == null ? "(just deleted)" : holder.id),
                        "use that group, or choose another name")));
    }
}
