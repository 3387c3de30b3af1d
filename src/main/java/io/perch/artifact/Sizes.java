package io.perch.artifact;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.util.Locale;

/** Bytes for readers: {@code 4GB} when it is whole, {@code 1.5 GB} when it is not. */
final class Sizes {

    private static final long KB = 1024;
    private static final String[] UNITS = {"TB", "GB", "MB", "KB"};

    private Sizes() {
    }

    /** Throws MODEL_TOO_BIG for a package of more than {@code limit} bytes. */
    static void bound(long bytes, long limit) {
        if (bytes > limit) {
            throw new PerchException(ErrorCode.MODEL_TOO_BIG,
                    "Model file size exceeds the limit of " + text(limit) + ": " + bytes,
                    "take a smaller (quantised) model, or raise perch.artifact.max-model-size");
        }
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
