package io.perch.engine.fusion;

import io.perch.base.HiddenFile;
import java.nio.file.Path;

/**
 * A fused network on disk for as long as it takes to open it. It lies beside the plain one, where the engine finds external
 * data, under a hidden name of its own: several loads may read the same folder at once.
 */
public final class FusedFile implements AutoCloseable {

    private static final String PREFIX = ".fused-";

    private final HiddenFile file;
    private final Fusions fusions;

    private FusedFile(HiddenFile file, Fusions fusions) {
        this.file = file;
        this.fusions = fusions;
    }

    /** Throws what {@link FusedGraph#write} throws. */
    public static FusedFile beside(Path plain) {
        HiddenFile file = HiddenFile.beside(plain, PREFIX);
        try {
            return new FusedFile(file, FusedGraph.write(plain, file.path()));
        } catch (RuntimeException refused) {
            file.close();
            throw refused;
        }
    }

    public Path path() {
        return file.path();
    }

    public Fusions fusions() {
        return fusions;
    }

    @Override
    public void close() {
        file.close();
    }
}
