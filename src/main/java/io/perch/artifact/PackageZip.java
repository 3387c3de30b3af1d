package io.perch.artifact;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A zip from a stranger: no entry of it is handed out before every entry's name, kind and claimed size has been judged, and
 * what an entry really inflates to is counted against the same bound.
 */
final class PackageZip implements AutoCloseable {

    private static final int STEP = 64 * 1024;
    private static final Set<Integer> METHODS = Set.of(ZipArchiveEntry.STORED, ZipArchiveEntry.DEFLATED);

    private final ZipFile zip;
    private final long maxBytes;
    private final List<ZipArchiveEntry> files;
    private long inflated;

    private PackageZip(ZipFile zip, ArtifactConfig config) {
        this.zip = zip;
        this.maxBytes = config.maxUnpackedSize().asLongValue();
        List<ZipArchiveEntry> all = Collections.list(zip.getEntries());
        EntryRules.judge(all, config.maxFiles());
        this.files = all.stream().filter(entry -> !entry.isDirectory() && !EntryRules.ignored(entry.getName())).toList();
        bound(claimedBytes());
        files.forEach(this::refuseLocked);
    }

    /** Throws PACKAGE_UNREADABLE, PACKAGE_UNSAFE. */
    static PackageZip open(Path path, ArtifactConfig config) throws InterruptedException {
        ZipFile zip = read(path);
        try {
            return new PackageZip(zip, config);
        } catch (RuntimeException refused) {
            close(zip);
            throw refused;
        }
    }

    private static ZipFile read(Path path) throws InterruptedException {
        try {
            return ZipFile.builder().setPath(path).setCharset(StandardCharsets.UTF_8).get();
        } catch (ClosedByInterruptException cancelled) {
            throw new InterruptedException();
        } catch (IOException | IllegalArgumentException notAZip) {
            throw unreadable("it is not a whole zip: " + notAZip.getMessage(), notAZip);
        }
    }

    /** Without folders and without what macOS adds. */
    List<ZipArchiveEntry> files() {
        return files;
    }

    long claimedBytes() {
        return files.stream().mapToLong(entry -> Math.max(0, entry.getSize())).sum();
    }

    /** Bytes inflated so far. */
    long inflatedBytes() {
        return inflated;
    }

    /** Writes the entry's content, at most what the bound leaves over. Throws PACKAGE_UNREADABLE, PACKAGE_UNSAFE. */
    void inflate(ZipArchiveEntry entry, OutputStream target) throws IOException, InterruptedException {
        CRC32 crc = new CRC32();
        long start = inflated;
        byte[] step = new byte[STEP];
        try (InputStream content = content(entry)) {
            for (int length = read(content, step, entry); length >= 0; length = read(content, step, entry)) {
                inflated += length;
                bound(inflated);
                crc.update(step, 0, length);
                target.write(step, 0, length);
            }
        }
        if (entry.getCrc() != crc.getValue() || entry.getSize() != inflated - start) {
            throw unreadable("the content of " + entry.getName() + " is not what the zip's directory says", null);
        }
    }

    private InputStream content(ZipArchiveEntry entry) throws InterruptedException {
        try {
            return zip.getInputStream(entry);
        } catch (ClosedByInterruptException cancelled) {
            throw new InterruptedException();
        } catch (IOException damaged) {
            throw unreadable(entry.getName() + " cannot be inflated: " + damaged.getMessage(), damaged);
        }
    }

    private static int read(InputStream content, byte[] step, ZipArchiveEntry entry) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            return content.read(step);
        } catch (ClosedByInterruptException cancelled) {
            throw new InterruptedException();
        } catch (IOException damaged) {
            throw unreadable(entry.getName() + " cannot be inflated: " + damaged.getMessage(), damaged);
        }
    }

    private void refuseLocked(ZipArchiveEntry entry) {
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw unreadable(entry.getName() + " is encrypted", null);
        }
        if (!METHODS.contains(entry.getMethod())) {
            throw unreadable(entry.getName() + " is packed by a method other than deflate", null);
        }
    }

    private void bound(long bytes) {
        if (bytes > maxBytes) {
            throw new PerchException(ErrorCode.PACKAGE_UNSAFE, "The package unpacks to more than "
                    + Sizes.text(maxBytes) + " (at least " + bytes + " bytes)", "see perch.artifact.max-unpacked-size");
        }
    }

    private static PerchException unreadable(String why, Throwable cause) {
        return new PerchException(ErrorCode.PACKAGE_UNREADABLE, "The package cannot be read: " + why,
                "check the file with 'unzip -t', pack it again with deflate and without a password", cause);
    }

    private static void close(ZipFile zip) {
        try {
            zip.close();
        } catch (IOException nothingWasWritten) {
            // the refusal that is on its way says more
        }
    }

    @Override
    public void close() {
        close(zip);
    }
}
