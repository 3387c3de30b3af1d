package io.perch.connector.credential;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How credentials of connectors are kept: sealed under the master key, or as references to what the operator keeps elsewhere. */
@ConfigMapping(prefix = "perch.credentials")
public interface CredentialConfig {

    /** Base64 of 32 random bytes ({@code openssl rand -base64 32}). Without it only references can be stored. */
    Optional<String> masterKey();

    /** A file that holds what {@link #masterKey()} would; one of the two. */
    Optional<Path> masterKeyFile();

    /** Master keys that came before, base64 each: what they wrapped can still be read, and is wrapped anew. */
    Optional<List<String>> previousMasterKeys();

    /**
     * {@code env:NAME} is allowed when NAME begins with this: else whoever may create a connector could send any variable of
     * Perch's own environment to an endpoint of his.
     */
    @WithDefault("PERCH_CREDENTIAL_")
    String envPrefix();

    /** {@code file:PATH} is allowed below this folder. Default: nowhere. */
    Optional<Path> folder();

    /** A file is read again when it was last read so long ago. */
    @WithDefault("10s")
    Duration fileMemory();
}
