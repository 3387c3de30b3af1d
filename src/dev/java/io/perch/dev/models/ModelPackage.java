package io.perch.dev.models;

import io.perch.dev.Folders;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/**
 * A zip as ML Commons expects it, the model and its {@code tokenizer.json} at the root. Written into a folder once; later calls
 * only hash it.
 *
 * @param sha256 of the zip, lower hex
 */
public record ModelPackage(Path zip, String sha256) {

    /** {@link MiniLm} in 32 bits, 90 MB. */
    public static ModelPackage miniLm(Path folder) {
        return packed(folder, "all-MiniLM-L6-v2", MiniLm::writeZip);
    }

    /** {@link MiniLm} dynamically quantised to 8 bits, 23 MB. */
    public static ModelPackage quantisedMiniLm(Path folder) {
        return packed(folder, "all-MiniLM-L6-v2-int8", MiniLm::writeQuantisedZip);
    }

    /** {@link MiniLm} as TorchScript with its pooling inside, 90 MB. */
    public static ModelPackage torchScriptMiniLm(Path folder) {
        return packed(folder, "all-MiniLM-L6-v2-torchscript", TorchScriptMiniLm.SENTENCE_TRANSFORMERS::writeZip);
    }

    /** All of them into the folder that is named, one line of hash and path for each: for scripts. */
    public static void main(String[] folder) {
        Path into = Path.of(folder[0]);
        for (ModelPackage written : List.of(miniLm(into), quantisedMiniLm(into), torchScriptMiniLm(into))) {
            System.out.println(written.sha256 + " " + written.zip);
        }
    }

    private static ModelPackage packed(Path folder, String name, Consumer<Path> write) {
        Path zip = Folders.ensure(folder).resolve(name + ".zip").toAbsolutePath();
        try {
            if (!Files.exists(zip)) {
                Path partial = folder.resolve(name + ".zip.part");
                write.accept(partial);
                Files.move(partial, zip, StandardCopyOption.ATOMIC_MOVE);
            }
            return new ModelPackage(zip, sha256(zip));
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + zip, failure);
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
