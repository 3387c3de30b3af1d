package io.perch.connector.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialFolderTest {

    @TempDir
    Path root;
    Path open;
    CredentialFolder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        open = Files.createDirectory(root.resolve("open"));
        folder = new CredentialFolder(Optional.of(open));
        Files.writeString(root.resolve("outside"), "not for you");
    }

    @Test
    void readsByAbsoluteAndByRelativePath() throws IOException {
        Files.createDirectory(open.resolve("openai"));
        Files.writeString(open.resolve("openai/key"), "sk-123456");

        assertThat(read(open.resolve("openai/key").toString())).isEqualTo("sk-123456");
        assertThat(read("openai/key")).isEqualTo("sk-123456");
        assertThat(read("openai/../openai/./key")).isEqualTo("sk-123456");
    }

    @Test
    void leavesTheLineBreaksAtTheEndOut() throws IOException {
        Files.writeString(open.resolve("key"), " sk\n-ü \r\n\n");

        assertThat(read("key")).isEqualTo(" sk\n-ü ");
    }

    @Test
    void opensNothingByDefault() {
        assertThat(new CredentialFolder(Optional.empty()).fault(new Reference.InFile("/etc/passwd")))
                .contains("files are not open to credentials, as perch.credentials.folder is not set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../outside", "a/../../outside", "/", "../openly/key", "..", "nul\0"})
    void refusesPathsThatLeadOut(String path) {
        assertThat(folder.fault(new Reference.InFile(path))).contains("the file is outside of perch.credentials.folder");
    }

    /** The same words as for a path that leads out, whether or not there is such a file. */
    @Test
    void refusesLinksThatLeadOut() throws IOException {
        Files.createSymbolicLink(open.resolve("link"), root.resolve("outside"));
        Files.createSymbolicLink(open.resolve("linked-folder"), root);

        assertThat(folder.fault(new Reference.InFile("link"))).isEmpty();
        refused("link", "Cannot read file:link: the file is outside of perch.credentials.folder");
        refused("linked-folder/outside", "the file is outside of perch.credentials.folder");
    }

    /** As Kubernetes mounts a secret: key → ..data/key → ..2026/key; and the folder itself may be a link. */
    @Test
    void followsLinksWithin() throws IOException {
        Path version = Files.createDirectory(open.resolve("..2026"));
        Files.writeString(version.resolve("key"), "sk-123456");
        Files.createSymbolicLink(open.resolve("..data"), Path.of("..2026"));
        Files.createSymbolicLink(open.resolve("key"), Path.of("..data/key"));
        Path alias = Files.createSymbolicLink(root.resolve("alias"), open);

        assertThat(read("key")).isEqualTo("sk-123456");
        assertThat(new CredentialFolder(Optional.of(alias)).read(new Reference.InFile("key")).reveal()).isEqualTo("sk-123456");
    }

    @Test
    void refusesWhatIsNoReadableText() throws IOException {
        Files.createDirectory(open.resolve("folder"));
        Files.write(open.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 1});
        Files.writeString(open.resolve("empty"), "\n");

        refused("missing", "Cannot read file:missing: there is no such file");
        refused("folder", "it is not a regular file");
        refused("", "it is not a regular file");
        refused("binary", "it is not text in UTF-8 (keep what is binary as base64)");
        refused("empty", "it is empty");
    }

    @Test
    void readsUpToABound() throws IOException {
        Files.writeString(open.resolve("longest"), "x".repeat(CredentialFolder.MOST_BYTES));
        Files.writeString(open.resolve("longer"), "x".repeat(CredentialFolder.MOST_BYTES + 1));

        assertThat(read("longest")).hasSize(65_536);
        refused("longer", "it is longer than 65536 bytes");
    }

    private String read(String path) {
        Reference.InFile file = new Reference.InFile(path);
        assertThat(folder.fault(file)).isEmpty();
        return folder.read(file).reveal();
    }

    private void refused(String path, String why) {
        PerchException refusal = catchThrowableOfType(PerchException.class, () -> folder.read(new Reference.InFile(path)));
        assertThat(refusal.code()).isEqualTo(ErrorCode.CREDENTIAL_UNREADABLE);
        assertThat(refusal.reason()).endsWith(why).doesNotContain("not for you");
    }
}
