package io.perch.artifact;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * Gets a package from an {@code https}, {@code http} or {@code file} url onto this machine's disk. It never holds more than a
 * few kilobytes of it.
 */
@ApplicationScoped
public class Fetcher {

    private final ArtifactConfig config;
    private final HttpSource http;
    private final FileSource files;

    public Fetcher(ArtifactConfig config) {
        this.config = config;
        this.http = new HttpSource(config);
        this.files = new FileSource(config);
    }

    /**
     * Blocks: call it on {@link IoWorkers}; interrupting the thread cancels it. Unless this returns, nothing is left on disk.
     * Throws URL_NOT_TRUSTED, FETCH_FAILED, MODEL_TOO_BIG, DISK_SHORT.
     *
     * @param policy judges {@code url} and each redirect
     * @param target must not exist; see {@link WorkDir#newPath}
     */
    public Fetched fetch(URI url, UrlPolicy policy, Path target, Progress progress) throws InterruptedException, IOException {
        policy.check(url);
        boolean file = isFile(url);
        try (Transfer transfer = new Transfer(target, config.maxModelSize().asLongValue(), progress)) {
            if (file) {
                files.copy(url, transfer);
            } else {
                http.copy(url, policy, transfer);
            }
            return transfer.finish();
        }
    }

    private static boolean isFile(URI url) {
        boolean file = "file".equalsIgnoreCase(url.getScheme());
        if (!file && !Urls.isWeb(url)) {
            throw new PerchException(ErrorCode.URL_NOT_TRUSTED, Urls.withoutSecrets(url) + " cannot be fetched",
                    "models come from https://host/…, http://host/… or file:///… urls");
        }
        return file;
    }
}
