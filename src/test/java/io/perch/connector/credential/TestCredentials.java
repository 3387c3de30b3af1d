package io.perch.connector.credential;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** {@link CredentialConfig} with the documented defaults, and what a test changes. */
record TestCredentials(Optional<String> masterKey, Optional<Path> masterKeyFile, Optional<List<String>> previousMasterKeys,
        String envPrefix, Optional<Path> folder, Duration fileMemory) implements CredentialConfig {

    static final TestCredentials DEFAULTS = new TestCredentials(Optional.empty(), Optional.empty(), Optional.empty(),
            "PERCH_CREDENTIAL_", Optional.empty(), Duration.ofSeconds(10));

    TestCredentials masterKey(String base64) {
        return new TestCredentials(Optional.of(base64), masterKeyFile, previousMasterKeys, envPrefix, folder, fileMemory);
    }

    TestCredentials masterKeyFile(Path file) {
        return new TestCredentials(masterKey, Optional.of(file), previousMasterKeys, envPrefix, folder, fileMemory);
    }

    TestCredentials previousMasterKeys(String... base64) {
        return new TestCredentials(masterKey, masterKeyFile, Optional.of(List.of(base64)), envPrefix, folder, fileMemory);
    }

    TestCredentials folder(Path path) {
        return new TestCredentials(masterKey, masterKeyFile, previousMasterKeys, envPrefix, Optional.of(path), fileMemory);
    }

    /** A master key: 32 times the same byte, in base64. */
    static String key(int octet) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) octet);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
