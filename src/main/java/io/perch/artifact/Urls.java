package io.perch.artifact;

import java.net.URI;
import java.util.Locale;

/** Urls as they may be shown and logged. */
final class Urls {

    private static final int HIGHEST_PORT = 65_535;

    private Urls() {
    }

    /** Whether an HTTP client can make anything of it. */
    static boolean isWeb(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        return (scheme.equals("http") || scheme.equals("https")) && url.getHost() != null && url.getPort() <= HIGHEST_PORT;
    }

    /** Without user info, query and fragment: that is where keys and signatures are. */
    static String withoutSecrets(URI url) {
        if (url.getHost() == null) {
            return url.getScheme() + ":" + (url.getRawPath() == null ? "" : url.getRawPath());
        }
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return url.getScheme() + "://" + url.getHost() + port + (url.getRawPath() == null ? "" : url.getRawPath());
    }
}
