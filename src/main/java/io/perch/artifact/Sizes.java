package io.perch.artifact;

import java.util.Locale;

/** Bytes for readers: {@code 4GB} when it is whole, {@code 1.5 GB} when it is not. */
final class Sizes {

    private static final long KB = 1024;
    private static final String[] UNITS = {"TB", "GB", "MB", "KB"};

    private Sizes() {
    }

    static String text(long bytes) {
        long unit = KB * KB * KB * KB;
        for (String name : UNITS) {
            if (bytes >= unit) {
                return bytes % unit == 0 ? bytes / unit + name : String.format(Locale.ROOT, "%.1f %s", 1.0 * bytes / unit, name);
            }
            unit /= KB;
        }
        return bytes + " bytes";
    }
}
