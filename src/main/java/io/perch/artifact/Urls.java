package io.perch.artifact;

import java.net.URI;

/** Urls: what kind they are, and how they may be shown and logged. */
public final class Urls {

    private static final int HIGHEST_PORT = 65_535;

    private Urls() {
    }

    /** Whether an HTTP client can make anything of it. */
    static boolean isWeb(URI url) {
        return (is("http", url) || is("https", url)) && url.getHost() != null && url.getPort() <= HIGHEST_PORT;
    }

    static boolean isFile(URI url) {
        return is("file", url);
    }

    static boolean is(String scheme, URI url) {
        return scheme.equalsIgnoreCase(url.getScheme());
    }

    /** Without user info, query and fragment: that is where keys and signatures are. */
    public static String withoutSecrets(URI url) {
        if (url.getHost() == null) {
            return url.getScheme() + ":" + (url.getRawPath() == null ? "" : url.getRawPath());
        }
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return url.getScheme() + "://" + url.getHost() + port + (url.getRawPath() == null ? "" : url.getRawPath());
    }
}
