package io.perch.artifact;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/** Writes the files of a package into a new folder, under the same bounds as its check. */
final class Unpacking {

    private Unpacking() {
    }

    /** What the package says it unpacks to; {@link #unpack} holds it to that. */
    static long claimedBytes(Path path, ArtifactConfig config) throws InterruptedException {
        try (PackageZip zip = PackageZip.open(path, config)) {
            return zip.claimedBytes();
        }
    }

    /** Returns the bytes written. They are on the disk, not only in its cache, when this returns. */
    static long unpack(Path path, Path folder, ArtifactConfig config) throws IOException, InterruptedException {
        try (PackageZip zip = PackageZip.open(path, config)) {
            Files.createDirectories(folder);
            for (ZipArchiveEntry entry : zip.files()) {
                write(zip, entry, inside(folder, entry.getName()));
            }
            return zip.inflatedBytes();
        }
    }

    private static void write(PackageZip zip, ZipArchiveEntry entry, Path file) throws IOException, InterruptedException {
        Files.createDirectories(file.getParent());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream stream = Channels.newOutputStream(channel)) {
            zip.inflate(entry, stream);
            // the folder is renamed when it is whole: after a power cut the name must not outlive the content
            channel.force(true);
        }
    }

    private static Path inside(Path folder, String name) {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder)) {
            throw new PerchException(ErrorCode.PACKAGE_UNSAFE, "Bad zip entry: " + name, null);
        }
        return file;
    }
}
