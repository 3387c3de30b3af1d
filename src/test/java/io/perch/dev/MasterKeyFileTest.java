package io.perch.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyFileTest {

    @TempDir
    Path folder;

    @Test
    void holdsThirtyTwoBytesThatOnlyTheOwnerReads() throws Exception {
        Path file = MasterKeyFile.in(folder.resolve("house"));

        assertThat(Base64.getDecoder().decode(Files.readString(file))).hasSize(32);
        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(Folders.children(file.getParent())).containsExactly(file);
    }

    @Test
    void staysWhatItIs() throws Exception {
        String first = Files.readString(MasterKeyFile.in(folder));

        assertThat(MasterKeyFile.in(folder)).hasContent(first);
        assertThat(MasterKeyFile.in(folder.resolve("another"))).content().isNotEqualTo(first);
    }
}
