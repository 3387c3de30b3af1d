package io.perch.connector.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import org.junit.jupiter.api.Test;

class SealingTest {

    private static final String OLD = TestCredentials.key(1);
    private static final String NEW = TestCredentials.key(2);
    private static final Secret VALUE = Secret.of("sk-123456");

    private final KeptKeys table = new KeptKeys();

    @Test
    void theFirstMakesTheKeyAndTheOthersFindIt() {
        String sealed = key(sealing(OLD)).seal(VALUE, "c", "n");

        assertThat(key(sealing(OLD)).open(sealed, "c", "n")).isEqualTo(VALUE);
    }

    /** Both have seen an empty table. */
    @Test
    void whoComesSecondTakesTheKeyOfTheFirst() {
        WrappedKey first = rowOf(OLD);
        table.meanwhile = () -> table.row = first;

        DataKey second = key(sealing(OLD));

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(table.row).isEqualTo(first);
    }

    @Test
    void readsTheTableOnce() {
        Sealing sealing = sealing(OLD);

        DataKey first = key(sealing);

        assertThat(key(sealing)).isSameAs(first);
        assertThat(table.reads).isEqualTo(1);
    }

    @Test
    void sealsNothingWithoutAMasterKey() {
        PerchException refusal = refused(new Sealing(MasterKeys.of(TestCredentials.DEFAULTS), table));

        assertThat(refusal.code()).isEqualTo(ErrorCode.MASTER_KEY_MISSING);
        assertThat(refusal.reason()).isEqualTo("Credentials cannot be sealed, because no master key is configured");
        assertThat(refusal.hint()).contains("perch.credentials.master-key", "openssl rand -base64 32", "env:NAME");
        assertThat(table.row).isNull();
    }

    @Test
    void saysWhichMasterKeyIsMissing() {
        key(sealing(OLD));
        String fingerprint = table.row.master();

        PerchException refusal = refused(sealing(NEW));

        assertThat(refusal.code()).isEqualTo(ErrorCode.MASTER_KEY_MISSING);
        assertThat(fingerprint).matches("[0-9a-f]{16}");
        assertThat(refusal.reason()).contains("under master key " + fingerprint).doesNotContain(OLD).doesNotContain(NEW);
        assertThat(refused(new Sealing(MasterKeys.of(TestCredentials.DEFAULTS), table)).reason())
                .isEqualTo("The stored credentials are under master key " + fingerprint + ", and this process has none");
    }

    @Test
    void saysWhenTheStoredKeyWasChanged() {
        key(sealing(OLD));
        WrappedKey row = table.row;

        table.row = new WrappedKey("another", row.master(), row.wrapped());
        assertThat(refused(sealing(OLD)).code()).isEqualTo(ErrorCode.CREDENTIAL_UNREADABLE);

        table.row = new WrappedKey(row.id(), row.master(), "AAAA" + row.wrapped().substring(4));
        assertThat(refused(sealing(OLD)).code()).isEqualTo(ErrorCode.CREDENTIAL_UNREADABLE);

        table.row = new WrappedKey(row.id(), row.master(), "not base64");
        assertThat(refused(sealing(OLD)).code()).isEqualTo(ErrorCode.CREDENTIAL_UNREADABLE);
    }

    @Test
    void aPreviousMasterKeyStillOpens() {
        String sealed = key(sealing(OLD)).seal(VALUE, "c", "n");

        assertThat(key(rotating()).open(sealed, "c", "n")).isEqualTo(VALUE);
    }

    @Test
    void rewrapsByTheCurrentMasterKey() {
        String sealed = key(sealing(OLD)).seal(VALUE, "c", "n");

        assertThat(rewrap(rotating())).isTrue();

        assertThat(key(sealing(NEW)).open(sealed, "c", "n")).isEqualTo(VALUE);
        assertThat(refused(sealing(OLD)).code()).isEqualTo(ErrorCode.MASTER_KEY_MISSING);
    }

    @Test
    void rewrapsOnceAndOnlyWhatIsThere() {
        assertThat(rewrap(rotating())).as("nothing stored").isFalse();
        key(sealing(OLD));
        assertThat(rewrap(sealing(OLD))).as("is current").isFalse();
        assertThat(rewrap(rotating())).isTrue();
        assertThat(rewrap(rotating())).as("done already").isFalse();
    }

    @Test
    void doesNotRewrapWhatAnotherReplicaHasRewrapped() {
        key(sealing(OLD));
        WrappedKey rewrapped = rowOf(NEW);
        table.meanwhile = () -> table.row = rewrapped;

        assertThat(rewrap(rotating())).isFalse();

        assertThat(table.row).isEqualTo(rewrapped);
    }

    @Test
    void cannotRewrapWithoutTheKeyThatWrapped() {
        key(sealing(OLD));
        WrappedKey row = table.row;

        PerchException refusal = catchThrowableOfType(PerchException.class, () -> rewrap(sealing(NEW)));

        assertThat(refusal.code()).isEqualTo(ErrorCode.MASTER_KEY_MISSING);
        assertThat(table.row).isEqualTo(row);
    }

    private Sealing sealing(String masterKey) {
        return new Sealing(masters(masterKey), table);
    }

    private Sealing rotating() {
        String older = TestCredentials.key(9);
        return new Sealing(MasterKeys.of(TestCredentials.DEFAULTS.masterKey(NEW).previousMasterKeys(older, OLD)), table);
    }

    private static MasterKeys masters(String masterKey) {
        return MasterKeys.of(TestCredentials.DEFAULTS.masterKey(masterKey));
    }

    private static WrappedKey rowOf(String masterKey) {
        KeptKeys other = new KeptKeys();
        key(new Sealing(masters(masterKey), other));
        return other.row;
    }

    private static DataKey key(Sealing sealing) {
        return sealing.key().await().indefinitely();
    }

    private static boolean rewrap(Sealing sealing) {
        return sealing.rewrap().await().indefinitely();
    }

    private static PerchException refused(Sealing sealing) {
        return catchThrowableOfType(PerchException.class, () -> key(sealing));
    }
}
