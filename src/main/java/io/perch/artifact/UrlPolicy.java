package io.perch.artifact;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.net.URI;
import java.util.regex.Pattern;

/** Which urls may be fetched; asked again for every redirect. */
@FunctionalInterface
public interface UrlPolicy {

    /** Throws URL_NOT_TRUSTED. */
    void check(URI url);

    /** As the original judges {@code trusted_url_regex}: a match anywhere in the url is enough, so anchor the expression. */
    static UrlPolicy finding(Pattern trusted) {
        return url -> {
            if (!trusted.matcher(url.toString()).find()) {
                throw new PerchException(ErrorCode.URL_NOT_TRUSTED, "URL can't match trusted url regex",
                        "refused: " + Urls.withoutSecrets(url) + "; see plugins.ml_commons.trusted_url_regex");
            }
        };
    }

    /** Any host, but what begins with https does not go on without: the hash of a package comes the same way as the package. */
    static UrlPolicy asSafeAs(URI root) {
        return url -> {
            if (Urls.is("https", root) && !Urls.is("https", url)) {
                throw new PerchException(ErrorCode.URL_NOT_TRUSTED,
                        Urls.withoutSecrets(root) + " leads to " + Urls.withoutSecrets(url) + ", which is not https",
                        "have it redirect to https, or not at all");
            }
        };
    }
}
