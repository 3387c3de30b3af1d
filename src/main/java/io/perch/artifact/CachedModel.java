package io.perch.artifact;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** An unpacked package that stays on disk until this is closed. The folder is shared: read it, never write into it. */
public final class CachedModel implements AutoCloseable {

    private final Path folder;
    private final Runnable giveBack;
    private final AtomicBoolean closed = new AtomicBoolean();

    CachedModel(Path folder, Runnable giveBack) {
        this.folder = folder;
        this.giveBack = giveBack;
    }

    public Path folder() {
        return folder;
    }

    /** Does not block. Fine to call twice. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            giveBack.run();
        }
    }
}
