package io.perch.artifact;

import io.perch.base.Ids;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;

/** Names for files on their way. What a killed process left is removed when the next one first asks for a name. */
@Singleton
public class WorkDir implements AutoCloseable {

    private final Path parent;
    private OwnedFolder owned;

    public WorkDir(ArtifactConfig config) {
        parent = config.workDir();
    }

    /** A path that nobody uses yet; nothing is created. Blocks. */
    public synchronized Path newPath(String suffix) throws IOException {
        if (owned == null) {
            owned = OwnedFolder.claim(parent);
            for (Path leftOver : Folders.children(owned.path())) {
                Folders.delete(leftOver);
            }
        }
        return owned.path().resolve(Ids.next() + suffix);
    }

    @Override
    @PreDestroy
    public synchronized void close() throws IOException {
        if (owned != null) {
            owned.close();
        }
    }
}
