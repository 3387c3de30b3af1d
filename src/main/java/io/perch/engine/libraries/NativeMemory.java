package io.perch.engine.libraries;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory the native code of this process holds. Taken from the C library's own account and not from the size of the
 * process, which also moves with Java's heap, with files that are read, and with pages that were freed and are kept for later.
 */
public final class NativeMemory {

    /** The totals stand after the last heap, so the last of each kind counts. */
    private static final Pattern FIGURE =
            Pattern.compile("<(total type=\"(?:fast|rest|mmap)\"(?: count=\"\\d+\")?|system type=\"current\") size=\"(\\d+)\"/>");

    private NativeMemory() {
    }

    /** Bytes; empty where the C library keeps no such account (musl). */
    public static OptionalLong inUse() {
        String account = Libc.mallocInfo();
        return account == null ? OptionalLong.empty() : OptionalLong.of(inUse(account));
    }

    /** What was taken from the system, less what is free in it, and what was mapped apart. */
    static long inUse(String mallocInfo) {
        long free = 0;
        long mapped = 0;
        long taken = 0;
        Matcher figures = FIGURE.matcher(mallocInfo.substring(mallocInfo.lastIndexOf("</heap>")));
        while (figures.find()) {
            long bytes = Long.parseLong(figures.group(2));
            String kind = figures.group(1);
            if (kind.startsWith("system")) {
                taken = bytes;
            } else if (kind.contains("mmap")) {
                mapped = bytes;
            } else {
                free += bytes;
            }
        }
        return taken - free + mapped;
    }
}
