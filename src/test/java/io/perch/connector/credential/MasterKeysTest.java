package io.perch.connector.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeysTest {

    private static final String KEY = TestCredentials.key(7);

    @TempDir
    Path folder;

    @Test
    void comesFromAFileToo() throws IOException {
        Path file = Files.writeString(folder.resolve("master-key"), KEY + "\n");
        WrappedKey wrapped = wrapped(TestCredentials.DEFAULTS.masterKey(KEY));

        MasterKeys fromFile = MasterKeys.of(TestCredentials.DEFAULTS.masterKeyFile(file));

        assertThat(fromFile.wrappedByCurrent(wrapped)).isTrue();
        assertThat(fromFile.of(wrapped).unwrap(wrapped, new SecureRandom())).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "not base64!", "c2hvcnQ="})
    void refusesWhatIsNoKeyAndDoesNotRepeatIt(String value) {
        PerchException refusal = refused(TestCredentials.DEFAULTS.masterKey(value));

        assertThat(refusal.reason())
                .isEqualTo("The value of perch.credentials.master-key is not the base64 of 32 bytes");
        assertThat(refusal.hint()).contains("openssl rand -base64 32");
    }

    @Test
    void refusesAKeyOfAnotherLength() {
        for (int length : new int[] {16, 31, 33, 64}) {
            refused(TestCredentials.DEFAULTS.masterKey(Base64.getEncoder().encodeToString(new byte[length])));
        }
    }

    @Test
    void namesTheSettingThatIsWrong() throws IOException {
        Path file = Files.writeString(folder.resolve("master-key"), "oops");

        assertThat(refused(TestCredentials.DEFAULTS.masterKeyFile(file)).reason()).contains("perch.credentials.master-key-file");
        assertThat(refused(TestCredentials.DEFAULTS.masterKey(KEY).previousMasterKeys(KEY, "oops")).reason())
                .contains("perch.credentials.previous-master-keys");
        assertThat(refused(TestCredentials.DEFAULTS.masterKeyFile(folder.resolve("missing"))).reason())
                .contains("missing", "cannot be read", "NoSuchFileException");
        assertThat(refused(TestCredentials.DEFAULTS.masterKey(KEY).masterKeyFile(file)).reason()).startsWith("Both ");
    }

    @Test
    void fingerprintsTellKeysApartAndNothingElse() {
        String print = wrapped(TestCredentials.DEFAULTS.masterKey(KEY)).master();

        assertThat(print).matches("[0-9a-f]{16}").isEqualTo(wrapped(TestCredentials.DEFAULTS.masterKey(KEY)).master());
        assertThat(wrapped(TestCredentials.DEFAULTS.masterKey(TestCredentials.key(8))).master()).isNotEqualTo(print);
    }

    private static WrappedKey wrapped(CredentialConfig config) {
        SecureRandom random = new SecureRandom();
        return MasterKeys.of(config).required().wrap(DataKey.fresh(random), random);
    }

    private static PerchException refused(CredentialConfig config) {
        PerchException refusal = catchThrowableOfType(PerchException.class, () -> MasterKeys.of(config));
        assertThat(refusal.code()).isEqualTo(ErrorCode.MASTER_KEY_MISSING);
        assertThat(refusal.hint()).isNotBlank();
        return refusal;
    }
}
