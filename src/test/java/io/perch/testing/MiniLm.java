package io.perch.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The real all-MiniLM-L6-v2 (ONNX, 90 MB, 384 dimensions) from the test class path. Its tokenizer.json cuts at 128 tokens. */
public final class MiniLm {

    private static final String NETWORK = "/all-minilm-l6-v2.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-tokenizer.json";

    private MiniLm() {
    }

    /** Both files into {@code dir}, as a deploy finds them. */
    public static Path unpack(Path dir) {
        copy(TOKENIZER, dir.resolve("tokenizer.json"));
        copy(NETWORK, dir.resolve("model.onnx"));
        return dir;
    }

    /** A package to register: {@code dir/all-minilm-l6-v2.zip}. */
    public static Path zip(Path dir) {
        Path file = dir.resolve("all-minilm-l6-v2.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setLevel(Deflater.BEST_SPEED);
            add(zip, "tokenizer.json", TOKENIZER);
            add(zip, "all-MiniLM-L6-v2.onnx", NETWORK);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return file;
    }

    static byte[] network() {
        return bytes(NETWORK);
    }

    static byte[] tokenizer() {
        return bytes(TOKENIZER);
    }

    static void tokenizer(Path file) {
        copy(TOKENIZER, file);
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = MiniLm.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void add(ZipOutputStream zip, String entry, String resource) throws IOException {
        zip.putNextEntry(new ZipEntry(entry));
        transfer(resource, zip);
    }

    private static void copy(String resource, Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            transfer(resource, out);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void transfer(String resource, OutputStream out) throws IOException {
        try (InputStream in = MiniLm.class.getResourceAsStream(resource)) {
            in.transferTo(out);
        }
    }
}
