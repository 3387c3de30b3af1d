package io.perch.connector.credential;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.base.Workers;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Follows references, as far as the operator allows. A file's content is remembered for {@link CredentialConfig#fileMemory()};
 * then the next call reads it again, while those beside it still go with what is remembered.
 */
public final class References {

    static final String HINT = "give the value itself, which is kept sealed, or ask the operator to open the place";

    private final String envPrefix;
    private final UnaryOperator<String> environment;
    private final CredentialFolder folder;
    private final Duration memory;
    private final Workers workers;
    private final InstantSource clock;
    private final Map<Reference.InFile, Remembered> files = new ConcurrentHashMap<>();

    /** @param environment {@code System::getenv} */
    public References(CredentialConfig config, UnaryOperator<String> environment, Workers workers, InstantSource clock) {
        this.envPrefix = config.envPrefix();
        this.environment = environment;
        this.folder = new CredentialFolder(config.folder());
        this.memory = config.fileMemory();
        this.workers = workers;
        this.clock = clock;
    }

    /** Why {@code reference} is refused, whatever it leads to; empty when it is allowed. */
    public Optional<String> fault(Reference reference) {
        return switch (reference) {
            case Reference.Environment variable -> variable.name().startsWith(envPrefix) ? Optional.empty()
                    : Optional.of("only variables whose name begins with " + envPrefix + " are open to credentials");
            case Reference.InFile file -> folder.fault(file);
        };
    }

    /** What {@code reference} leads to when that can be said at once, else {@code null}: then {@link #read} it. */
    Secret held(Reference reference) {
        return switch (reference) {
            case Reference.Environment variable -> variable(variable);
            case Reference.InFile file -> remembered(file);
        };
    }

    /** On a worker. Fails with REQUEST_INVALID when it is not allowed and with CREDENTIAL_UNREADABLE when it leads nowhere. */
    Uni<Secret> read(Reference reference) {
        return switch (reference) {
            case Reference.Environment variable -> Uni.createFrom().item(() -> variable(variable));
            case Reference.InFile file -> workers.run(() -> readNow(file))
                    .onFailure().invoke(failure -> files.remove(file));
        };
    }

    private Secret variable(Reference.Environment variable) {
        allow(variable);
        String value = environment.apply(variable.name());
        if (value == null || value.isEmpty()) {
            throw new PerchException(ErrorCode.CREDENTIAL_UNREADABLE, "Cannot read " + variable + ": Perch has no such variable",
                    "set it where Perch is started, or update the connector's credential");
        }
        return Secret.of(value);
    }

    /** {@code null} for the one caller whose turn it is to read the file again. Should he never end, it is another's in time. */
    private Secret remembered(Reference.InFile file) {
        Remembered known = files.get(file);
        if (known == null) {
            return null;
        }
        Instant now = clock.instant();
        boolean mine = !now.isBefore(known.until) && files.replace(file, known, new Remembered(known.secret, now.plus(memory)));
        return mine ? null : known.secret;
    }

    private Secret readNow(Reference.InFile file) {
        allow(file);
        Secret secret = folder.read(file);
        files.put(file, new Remembered(secret, clock.instant().plus(memory)));
        return secret;
    }

    private void allow(Reference reference) {
        fault(reference).ifPresent(why -> {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "Credential " + reference + " is refused: " + why, HINT);
        });
    }

    private record Remembered(Secret secret, Instant until) {
    }
}
