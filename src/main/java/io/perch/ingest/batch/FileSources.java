package io.perch.ingest.batch;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files on the disks of the replicas, in folders that the operator has opened and nowhere else. */
@ApplicationScoped
class FileSources {

    private static final String KEY = "perch.batch-ingest.file-roots";

    private final List<Path> roots;
    private final BatchIngestWorkers workers;

    FileSources(BatchIngestConfig config, BatchIngestWorkers workers) {
        this.roots = config.fileRoots().orElse(List.of());
        this.workers = workers;
    }

    /** What is no url of a file, one sentence each. */
    List<String> faults(List<String> urls) {
        List<String> faults = new ArrayList<>();
        urls.stream().filter(url -> path(url) == null).forEach(url -> faults.add(
                "'" + url + "' does not name a file, as file:///folder/lines.jsonl does"));
        return faults;
    }

    /** Throws URL_NOT_TRUSTED. The disk is not asked: an answer must not tell what exists outside. */
    void requireOpen(String url) {
        require(path(url), url);
    }

    Source open(String url) {
        return new FileSource(url, path(url), this, workers);
    }

    /** Throws URL_NOT_TRUSTED. */
    void require(Path path, String url) {
        if (roots.stream().noneMatch(root -> path.startsWith(root.normalize()) || path.startsWith(real(root)))) {
            throw new PerchException(ErrorCode.URL_NOT_TRUSTED, url + " is outside the folders that batch ingestions may read",
                    roots.isEmpty() ? "none is open: the operator opens folders with " + KEY : "put it into a folder of " + KEY);
        }
    }

    private static Path real(Path root) {
        try {
            return root.toRealPath();
        } catch (IOException notThere) {
            return root.normalize();
        }
    }

    /** {@code null} when it is none. */
    private static Path path(String url) {
        try {
            URI uri = new URI(url);
            return "file".equalsIgnoreCase(uri.getScheme()) ? Path.of(uri).normalize() : null;
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException notLocal) {
            return null;
        }
    }
}
