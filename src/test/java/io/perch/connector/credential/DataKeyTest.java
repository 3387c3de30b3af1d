package io.perch.connector.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataKeyTest {

    private static final Secret VALUE = Secret.of("sk-123456 ü😀");

    private final DataKey key = DataKey.fresh(new SecureRandom());

    @Test
    void opensWhatItSealed() {
        String sealed = key.seal(VALUE, "connector-1", "api_key");

        assertThat(sealed).matches("sealed:1:[A-Za-z0-9_-]{20}:[A-Za-z0-9_-]+").doesNotContain("sk-");
        assertThat(key.open(sealed, "connector-1", "api_key")).isEqualTo(VALUE);
    }

    @Test
    void sealsTheSameValueDifferentlyEachTime() {
        assertThat(key.seal(VALUE, "c", "n")).isNotEqualTo(key.seal(VALUE, "c", "n"));
    }

    @Test
    void opensAgainWithTheStoredBytes() {
        DataKey stored = new DataKey(key.id(), key.bytes(), new SecureRandom());

        assertThat(stored.open(key.seal(VALUE, "c", "n"), "c", "n")).isEqualTo(VALUE);
    }

    /** Who may write to the table still cannot give one connector the key of another. */
    @Test
    void opensForItsOwnerAndNameOnly() {
        String sealed = key.seal(VALUE, "connector-1", "api_key");

        refused(sealed, "connector-2", "api_key", "it was changed, or copied from another connector or name");
        refused(sealed, "connector-1", "other_key", "it was changed, or copied from another connector or name");
        refused(sealed, "connector-1a", "pi_key", "it was changed, or copied from another connector or name");
    }

    @Test
    void opensNothingThatWasChanged() {
        String sealed = key.seal(VALUE, "c", "n");
        String prefix = sealed.substring(0, sealed.lastIndexOf(':') + 1);
        byte[] bytes = Base64.getUrlDecoder().decode(sealed.substring(prefix.length()));

        for (int at = 0; at < bytes.length; at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            refused(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(changed), "c", "n", "it was changed");
        }
        for (int length = 0; length < bytes.length; length++) {
            refused(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, length)), "c", "n",
                    "it was changed");
        }
    }

    @Test
    void saysWhenAnotherKeySealed() {
        String sealed = DataKey.fresh(new SecureRandom()).seal(VALUE, "c", "n");

        refused(sealed, "c", "n", "it was sealed under another data key than the one in table secret_key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sk-123456", "sealed:", "sealed:2:x:y"})
    void saysWhenNothingWasSealed(String stored) {
        refused(stored, "c", "n", "it is not in the form in which Perch seals credentials");
    }

    @Test
    void refusesWhatIsNoBase64() {
        refused("sealed:1:" + key.id() + ":***", "c", "n", "it was changed");
    }

    private void refused(String sealed, String owner, String name, String why) {
        PerchException refusal = catchThrowableOfType(PerchException.class, () -> key.open(sealed, owner, name));
        assertThat(refusal.code()).isEqualTo(ErrorCode.CREDENTIAL_UNREADABLE);
        assertThat(refusal.reason()).startsWith("Credential '" + name + "' cannot be opened: " + why).doesNotContain("sk-");
        assertThat(refusal.hint()).isNotBlank();
    }
}
