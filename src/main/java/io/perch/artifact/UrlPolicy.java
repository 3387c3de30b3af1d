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
}
