package io.perch.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Writes the zips that honest people and others send. */
public final class Zips implements AutoCloseable {

    private static final int LINK = 0120777;

    private final Path path;
    private final ZipArchiveOutputStream zip;

    private Zips(Path path) throws IOException {
        this.path = path;
        this.zip = new ZipArchiveOutputStream(path);
        zip.setLevel(Deflater.BEST_SPEED);
    }

    public static Zips at(Path path) throws IOException {
        return new Zips(path);
    }

    /** The least that is a text embedding model, as far as a package goes. */
    public static Zips model(Path path) throws IOException {
        return at(path).file("model.onnx", "weights").file("tokenizer.json", "{}");
    }

    public Zips file(String name, String content) throws IOException {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public Zips file(String name, byte[] content) throws IOException {
        return put(new ZipArchiveEntry(name), content);
    }

    public Zips link(String name, String target) throws IOException {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setUnixMode(LINK);
        return put(entry, target.getBytes(StandardCharsets.UTF_8));
    }

    /** An entry whose size in the directory is a lie. */
    public Zips claiming(String name, long size) throws IOException {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setMethod(ZipArchiveEntry.DEFLATED);
        entry.setSize(size);
        entry.setCompressedSize(2);
        entry.setCrc(0);
        zip.addRawArchiveEntry(entry, new ByteArrayInputStream(new byte[] {3, 0}));
        return this;
    }

    private Zips put(ZipArchiveEntry entry, byte[] content) throws IOException {
        // the same files give the same package, whenever they are packed
        entry.setTime(0);
        zip.putArchiveEntry(entry);
        zip.write(content);
        zip.closeArchiveEntry();
        return this;
    }

    public Path done() throws IOException {
        zip.close();
        return path;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
