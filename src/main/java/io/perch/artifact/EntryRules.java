package io.perch.artifact;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/** Which entries may be written to a disk at all: plain files and folders, each once, each inside the model's folder. */
final class EntryRules {

    private static final int FILE_KIND = 0170000;
    private static final int REGULAR = 0100000;
    private static final int LONGEST_NAME = 255;

    private EntryRules() {
    }

    /** Throws PACKAGE_UNSAFE. */
    static void judge(List<ZipArchiveEntry> entries, int maxFiles) {
        if (entries.size() > maxFiles) {
            throw unsafe("The package holds " + entries.size() + " files, the limit is " + maxFiles);
        }
        Set<String> files = new HashSet<>();
        for (ZipArchiveEntry entry : entries) {
            judge(entry);
            if (!entry.isDirectory() && !files.add(entry.getName())) {
                throw unsafe("Bad zip entry: " + entry.getName() + " is there twice");
            }
        }
        entries.forEach(entry -> refuseUnderFile(entry.getName(), files));
    }

    /** What macOS adds to each zip it makes. */
    static boolean ignored(String name) {
        return name.startsWith("__MACOSX/") || name.equals(".DS_Store") || name.endsWith("/.DS_Store");
    }

    private static void judge(ZipArchiveEntry entry) {
        String name = entry.getName();
        if (!stays(name)) {
            throw unsafe("Bad zip entry: " + name + " is not a plain path inside the package");
        }
        int kind = entry.getUnixMode() & FILE_KIND;
        if (!entry.isDirectory() && kind != 0 && kind != REGULAR) {
            throw unsafe("Bad zip entry: " + name + " is " + (entry.isUnixSymlink() ? "a link" : "not a plain file"));
        }
    }

    private static boolean stays(String name) {
        boolean odd = name.isEmpty() || name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0 || name.matches("[A-Za-z]:.*");
        return !odd && List.of(name.split("/")).stream().allMatch(EntryRules::plain);
    }

    private static boolean plain(String part) {
        return !part.isEmpty() && !part.equals(".") && !part.equals("..")
                && part.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
    }

    private static void refuseUnderFile(String name, Set<String> files) {
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
            if (files.contains(name.substring(0, slash))) {
                throw unsafe("Bad zip entry: " + name + " is inside a file");
            }
        }
    }

    private static PerchException unsafe(String reason) {
        return new PerchException(ErrorCode.PACKAGE_UNSAFE, reason, "pack the model, its tokenizer.json and nothing unusual");
    }
}
