package io.perch.dev.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The real all-MiniLM-L6-v2 (ONNX, 384 dimensions) from its Maven artifact on the class path. Its tokenizer.json cuts at 128
 * tokens.
 */
public final class MiniLm {

    /** 90 MB. */
    private static final String NETWORK = "/all-minilm-l6-v2.onnx";
    /** Dynamically quantised to 8 bits, 23 MB. */
    private static final String QUANTISED = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-tokenizer.json";

    private MiniLm() {
    }

    /** Both files into {@code dir}, as a deploy finds them. */
    public static Path unpack(Path dir) {
        tokenizer(dir.resolve("tokenizer.json"));
        copy(NETWORK, dir.resolve("model.onnx"));
        return dir;
    }

    /** A package to register: {@code dir/all-minilm-l6-v2.zip}. */
    public static Path zip(Path dir) {
        Path file = dir.resolve("all-minilm-l6-v2.zip");
        writeZip(file);
        return file;
    }

    static void writeZip(Path file) {
        write(file, NETWORK);
    }

    static void writeQuantisedZip(Path file) {
        write(file, QUANTISED);
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

    private static void write(Path file, String network) {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            // weights hardly get smaller
            zip.setLevel(Deflater.BEST_SPEED);
            add(zip, "tokenizer.json", TOKENIZER);
            add(zip, "all-MiniLM-L6-v2.onnx", network);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + file, failure);
        }
    }

    private static void add(ZipOutputStream zip, String name, String resource) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        transfer(resource, zip);
    }

    private static void copy(String resource, Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            transfer(resource, out);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = open(resource)) {
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void transfer(String resource, OutputStream out) throws IOException {
        try (InputStream in = open(resource)) {
            in.transferTo(out);
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = MiniLm.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException("There is no " + resource + " on the class path");
        }
        return in;
    }
}
