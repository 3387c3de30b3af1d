package io.perch.connector.credential;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The master keys of this process: the current one, which wraps, and those before it, which only unwrap. Without a current one
 * credentials can be stored as references only.
 */
public final class MasterKeys {

    private static final String KEY = "perch.credentials.master-key";
    private static final String MAKE = "make one with: openssl rand -base64 32";

    private final Optional<MasterKey> current;
    private final List<MasterKey> previous;

    private MasterKeys(Optional<MasterKey> current, List<MasterKey> previous) {
        this.current = current;
        this.previous = previous;
    }

    /** Reads the file too; for the start of the process. Throws MASTER_KEY_MISSING for what is no key. */
    public static MasterKeys of(CredentialConfig config) {
        if (config.masterKey().isPresent() && config.masterKeyFile().isPresent()) {
            throw new PerchException(ErrorCode.MASTER_KEY_MISSING,
                    "Both " + KEY + " and " + KEY + "-file are set, and only one can be the master key", "set one of them");
        }
        Optional<MasterKey> current = config.masterKey().map(text -> key(text, KEY))
                .or(() -> config.masterKeyFile().map(file -> key(content(file), KEY + "-file")));
        List<MasterKey> previous = config.previousMasterKeys().orElse(List.of()).stream()
                .map(text -> key(text, "one of perch.credentials.previous-master-keys")).toList();
        return new MasterKeys(current, previous);
    }

    /** Throws MASTER_KEY_MISSING when there is none. */
    MasterKey required() {
        return current.orElseThrow(() -> new PerchException(ErrorCode.MASTER_KEY_MISSING,
                "Credentials cannot be sealed, because no master key is configured",
                "set " + KEY + " or " + KEY + "-file (" + MAKE + "), or give references: env:NAME or file:PATH"));
    }

    boolean wrappedByCurrent(WrappedKey key) {
        return current.isPresent() && current.get().fingerprint().equals(key.master());
    }

    /** The one that wrapped {@code key}. Throws MASTER_KEY_MISSING when it is not here. */
    MasterKey of(WrappedKey key) {
        return all().filter(master -> master.fingerprint().equals(key.master())).findFirst()
                .orElseThrow(() -> new PerchException(ErrorCode.MASTER_KEY_MISSING,
                        "The stored credentials are under master key " + key.master() + ", and this process has " + named(),
                        "set the key of that fingerprint as " + KEY + ", or add it to perch.credentials.previous-master-keys"));
    }

    private Stream<MasterKey> all() {
        return Stream.concat(current.stream(), previous.stream());
    }

    private String named() {
        String prints = all().map(MasterKey::fingerprint).collect(Collectors.joining(", "));
        return prints.isEmpty() ? "none" : prints;
    }

    private static MasterKey key(String base64, String source) {
        return MasterKey.of(base64).orElseThrow(() -> new PerchException(ErrorCode.MASTER_KEY_MISSING,
                "The value of " + source + " is not the base64 of " + AesGcm.KEY_BYTES + " bytes", MAKE));
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new PerchException(ErrorCode.MASTER_KEY_MISSING, "The file " + file + " of " + KEY + "-file cannot be read: "
                    + failure.getClass().getSimpleName(), "see that it is there and that Perch may read it", failure);
        }
    }
}
