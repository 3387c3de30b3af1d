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

    public Fetcher(ArtifactConfig config) {
        this.config = config;
        this.http = new HttpSource(config);
    }

    /**
     * A package that a caller names, {@code file:} urls within {@code perch.artifact.file-roots}. As {@link #fetch(URI, Reach,
     * Path, Progress)}; throws MODEL_TOO_BIG too.
     *
     * @param policy judges {@code url} and each redirect
     */
    public Fetched fetch(URI url, UrlPolicy policy, Path target, Progress progress) throws InterruptedException, IOException {
        Reach.OpenFolders folders = new Reach.OpenFolders(config.fileRoots(), "add its folder to perch.artifact.file-roots");
        return fetch(url, new Reach(policy, folders, this::bound, -1), target, progress);
    }

    /** Packages below a root that the operator has chosen. */
    public Reach below(URI root) {
        return Reach.below(root, this::bound);
    }

    private void bound(long bytes) {
        Sizes.bound(bytes, config.maxModelSize().asLongValue());
    }

    /**
     * Blocks: call it on {@link IoWorkers}; interrupting the thread cancels it. Unless this returns, nothing is left on disk.
     * Throws URL_NOT_TRUSTED, FETCH_FAILED, DISK_SHORT, and what the policies of {@code reach} throw.
     *
     * @param target must not exist; see {@link WorkDir#newPath}
     */
    public Fetched fetch(URI url, Reach reach, Path target, Progress progress) throws InterruptedException, IOException {
        reach.urls().check(url);
        boolean file = isFile(url);
        try (Transfer transfer = new Transfer(target, reach.size(), progress)) {
            if (reach.announced() >= 0) {
                transfer.expect(reach.announced());
            }
            if (file) {
                new FileSource(reach.folders()).copy(url, transfer);
            } else {
                http.copy(url, reach.urls(), transfer);
            }
            return transfer.finish();
        }
    }

    private static boolean isFile(URI url) {
        if (!Urls.isFile(url) && !Urls.isWeb(url)) {
            throw new PerchException(ErrorCode.URL_NOT_TRUSTED, Urls.withoutSecrets(url) + " cannot be fetched",
                    "models come from https://host/…, http://host/… or file:///… urls");
        }
        return Urls.isFile(url);
    }
}
