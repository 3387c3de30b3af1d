package io.perch.dev;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The real all-MiniLM-L6-v2 (ONNX, 384 dimensions) as the zip that ML Commons expects: {@code model.onnx} and
 * {@code tokenizer.json} at its root, taken from its Maven artifact on the class path.
 *
 * @param sha256 of the zip, lower hex
 */
public record ModelPackage(Path zip, String sha256) {

    /** In 32 bits, 90 MB. Zips it into {@code folder} once; later calls only hash it. */
    public static ModelPackage miniLm(Path folder) {
        return packed(folder, "all-MiniLM-L6-v2", "/all-minilm-l6-v2");
    }

    /** Dynamically quantised to 8 bits, 23 MB; zipped as {@link #miniLm}. */
    public static ModelPackage quantisedMiniLm(Path folder) {
        return packed(folder, "all-MiniLM-L6-v2-int8", "/all-minilm-l6-v2-q");
    }

    private static ModelPackage packed(Path folder, String name, String resource) {
        Path zip = Folders.ensure(folder).resolve(name + ".zip").toAbsolutePath();
        try {
            if (!Files.exists(zip)) {
                Path partial = folder.resolve(name + ".zip.part");
                write(partial, resource);
                Files.move(partial, zip, StandardCopyOption.ATOMIC_MOVE);
            }
            return new ModelPackage(zip, sha256(zip));
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + zip, failure);
        }
    }

    private static void write(Path zip, String resource) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            // Weights hardly get smaller
            out.setLevel(Deflater.BEST_SPEED);
            add(out, "model.onnx", resource + ".onnx");
            add(out, "tokenizer.json", resource + "-tokenizer.json");
        }
    }

    private static void add(ZipOutputStream out, String name, String resource) throws IOException {
        try (InputStream in = ModelPackage.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("There is no " + resource + " on the class path");
            }
            ZipEntry entry = new ZipEntry(name);
            entry.setTime(0);
            out.putNextEntry(entry);
            in.transferTo(out);
            out.closeEntry();
        }
    }

    private static String sha256(Path file) throws IOException {
        try (DigestOutputStream hashing = new DigestOutputStream(OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
            Files.copy(file, hashing);
            return HexFormat.of().formatHex(hashing.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
