package io.perch.connector.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.base.Workers;
import io.perch.testing.TestClock;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {

    private static final String OWNER = "connector-1";

    @TempDir
    Path folder;
    final Map<String, String> environment = new HashMap<>(Map.of("PERCH_CREDENTIAL_KEY", "env-123456", "HOME", "/root"));
    final TestClock clock = new TestClock();
    final KeptKeys table = new KeptKeys();
    final Workers workers = new Workers("test", 1, 10);
    Path file;
    Vault vault;

    @BeforeEach
    void makeVault() throws IOException {
        file = Files.writeString(folder.resolve("key"), "file-123456\n");
        vault = vault(TestCredentials.DEFAULTS.masterKey(TestCredentials.key(1)).folder(folder));
    }

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void storesValuesSealedAndReferencesAsTheyAre() {
        Map<String, String> stored = done(vault.seal(OWNER, Map.of("a", "sk-123456", "b", "env:PERCH_CREDENTIAL_KEY", "c",
                "file:key")));

        assertThat(stored).containsEntry("b", "env:PERCH_CREDENTIAL_KEY").containsEntry("c", "file:key").hasSize(3);
        assertThat(stored.get("a")).startsWith("sealed:1:");
        assertThat(done(done(vault.open(OWNER, stored)).now()).values()).isEqualTo(Map.of(
                "a", Secret.of("sk-123456"), "b", Secret.of("env-123456"), "c", Secret.of("file-123456")));
    }

    @Test
    void opensNothingForAnotherOwner() {
        Map<String, String> stored = done(vault.seal(OWNER, Map.of("a", "sk-123456")));

        assertThat(failure(vault.open("connector-2", stored)).code()).isEqualTo(ErrorCode.CREDENTIAL_UNREADABLE);
    }

    /** A caller cannot bring a sealed value along that he has seen somewhere: it is one more text. */
    @Test
    void sealsWhatLooksSealed() {
        String seen = done(vault.seal(OWNER, Map.of("a", "sk-123456"))).get("a");

        Map<String, String> stored = done(vault.seal(OWNER, Map.of("a", seen)));

        assertThat(done(done(vault.open(OWNER, stored)).now()).find("a")).contains(Secret.of(seen));
    }

    @Test
    void referencesNeedNoMasterKey() {
        Vault keyless = vault(TestCredentials.DEFAULTS);
        Map<String, String> given = Map.of("b", "env:PERCH_CREDENTIAL_KEY");

        assertThat(done(keyless.seal(OWNER, given))).isEqualTo(given);
        assertThat(done(done(keyless.open(OWNER, given)).now()).find("b")).contains(Secret.of("env-123456"));
        assertThat(failure(keyless.seal(OWNER, Map.of("a", "x"))).code()).isEqualTo(ErrorCode.MASTER_KEY_MISSING);
        assertThat(table.reads).isEqualTo(1);
    }

    @Test
    void allRefusedReferencesAreNamedAtOnce() {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("a", "env:HOME");
        given.put("b", "sk-123456");
        given.put("c", "file:/etc/passwd");

        PerchException refusal = failure(vault.seal(OWNER, given));

        assertThat(refusal.code()).isEqualTo(ErrorCode.REQUEST_INVALID);
        assertThat(refusal.reason()).isEqualTo(
                "Credential 'a' is refused: only variables whose name begins with PERCH_CREDENTIAL_ are open to credentials; "
                        + "Credential 'c' is refused: the file is outside of perch.credentials.folder");
        assertThat(refusal.hint()).isNotBlank();
        assertThat(vault.faults(given)).hasSize(2);
        assertThat(vault.faults(Map.of("b", "sk-123456", "c", "file:key"))).isEmpty();
        assertThat(failure(vault.draft(given)).reason()).isEqualTo(refusal.reason());
        assertThat(table.row).isNull();
    }

    /** Stored when the operator still allowed them. */
    @Test
    void followsNoReferenceThatIsNoLongerAllowed() {
        PerchException variable = failure(done(vault.open(OWNER, Map.of("a", "env:HOME"))).now());
        PerchException outside = failure(done(vault.open(OWNER, Map.of("a", "file:/etc/passwd"))).now());

        assertThat(variable.code()).isEqualTo(ErrorCode.REQUEST_INVALID);
        assertThat(variable.reason()).startsWith("Credential env:HOME is refused: only variables");
        assertThat(outside.code()).isEqualTo(ErrorCode.REQUEST_INVALID);
    }

    @Test
    void saysWhatLeadsNowhere() {
        environment.put("PERCH_CREDENTIAL_EMPTY", "");

        assertThat(failure(done(vault.open(OWNER, Map.of("a", "env:PERCH_CREDENTIAL_NO"))).now()).reason())
                .isEqualTo("Cannot read env:PERCH_CREDENTIAL_NO: Perch has no such variable");
        assertThat(failure(done(vault.open(OWNER, Map.of("a", "env:PERCH_CREDENTIAL_EMPTY"))).now()).code())
                .isEqualTo(ErrorCode.CREDENTIAL_UNREADABLE);
        assertThat(failure(done(vault.open(OWNER, Map.of("a", "file:no"))).now()).reason())
                .isEqualTo("Cannot read file:no: there is no such file");
    }

    @Test
    void aDraftIsNotSealed() {
        Vault keyless = vault(TestCredentials.DEFAULTS);

        Credential credential = done(done(keyless.draft(Map.of("a", "sk-123456", "b", "env:PERCH_CREDENTIAL_KEY"))).now());

        assertThat(credential.values()).isEqualTo(Map.of("a", Secret.of("sk-123456"), "b", Secret.of("env-123456")));
        assertThat(table.reads).isZero();
    }

    @Test
    void readsAChangedFileAgainWhenItsTimeHasCome() throws IOException {
        OpenCredential open = done(vault.open(OWNER, Map.of("c", "file:key")));
        Credential first = done(open.now());
        Files.writeString(file, "file-changed");

        assertThat(done(open.now())).isSameAs(first);
        clock.advance(Duration.ofSeconds(10));
        Credential changed = done(open.now());

        assertThat(first.find("c")).contains(Secret.of("file-123456"));
        assertThat(changed.find("c")).contains(Secret.of("file-changed"));
        assertThat(done(open.now())).isSameAs(changed);
    }

    @Test
    void isTheSameInstanceUntilAValueChanges() {
        environment.put("PERCH_CREDENTIAL_OTHER", "other");
        OpenCredential open = done(vault.open(OWNER, Map.of("b", "env:PERCH_CREDENTIAL_KEY", "c", "file:key")));
        Credential first = done(open.now());

        clock.advance(Duration.ofSeconds(10));

        assertThat(done(open.now())).isSameAs(first);
    }

    @Test
    void oneReadsAgainWhileTheOthersGoOn() {
        References references = references(TestCredentials.DEFAULTS.folder(folder));
        Reference reference = Reference.of("file:key").orElseThrow();
        done(references.read(reference));
        assertThat(references.held(reference)).isEqualTo(Secret.of("file-123456"));

        clock.advance(Duration.ofSeconds(10));

        assertThat(references.held(reference)).as("whose turn it is").isNull();
        assertThat(references.held(reference)).as("all others").isEqualTo(Secret.of("file-123456"));
        clock.advance(Duration.ofSeconds(10));
        assertThat(references.held(reference)).as("the next one, should the first never end").isNull();
    }

    @Test
    void forgetsAFileThatIsGone() throws IOException {
        OpenCredential open = done(vault.open(OWNER, Map.of("c", "file:key")));
        done(open.now());
        Files.delete(file);
        clock.advance(Duration.ofSeconds(10));

        assertThat(failure(open.now()).code()).isEqualTo(ErrorCode.CREDENTIAL_UNREADABLE);
        assertThat(failure(open.now()).code()).isEqualTo(ErrorCode.CREDENTIAL_UNREADABLE);

        Files.writeString(file, "file-back");
        assertThat(done(open.now()).find("c")).contains(Secret.of("file-back"));
    }

    @Test
    void masksWhatItKnows() {
        OpenCredential open = done(vault.draft(Map.of("a", "sk-123456", "c", "file:key")));

        assertThat(done(open.now()).masking().apply("sk-123456 or file-123456")).isEqualTo("*** or ***");
        assertThat(done(open.now())).asString().doesNotContain("123456");
    }

    private Vault vault(CredentialConfig config) {
        return new Vault(new Sealing(MasterKeys.of(config), table), references(config));
    }

    private References references(CredentialConfig config) {
        return new References(config, environment::get, workers, clock);
    }

    private static <T> T done(Uni<T> work) {
        return work.await().indefinitely();
    }

    private static PerchException failure(Uni<?> work) {
        return catchThrowableOfType(PerchException.class, () -> work.await().indefinitely());
    }
}
