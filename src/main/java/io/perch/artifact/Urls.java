package io.perch.artifact;

import java.net.URI;

/** Urls as they may be shown and logged. */
final class Urls {

    private Urls() {
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
