package io.perch.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A folder laid out as the repository of pretrained models: written as its mirror is, well or badly. */
public final class Repository {

    public static final String CONFIG = """
            {"model_type": "bert", "embedding_dimension": 4, "framework_type": "sentence_transformers"}""";

    private final Path root;
    private final List<String> entries = new ArrayList<>();

    /** @param root what was there stays */
    public Repository(Path root) {
        this.root = root;
    }

    /** The one that Perch reads in tests, with an empty listing. */
    public static Repository ofTests() {
        return new Repository(Packages.folder("pretrained")).listing("[]");
    }

    /** Adds a model to the listing. */
    public Repository lists(String name, String versions, String formats) {
        entries.add("{\"name\": \"%s\", \"version\": %s, \"format\": %s}".formatted(name, texts(versions), texts(formats)));
        return listing("[" + String.join(",", entries) + "]");
    }

    public Repository listing(String content) {
        return write(root.resolve("model_listing/pre_trained_models.json"), content);
    }

    public Repository withoutListing() {
        try {
            Files.deleteIfExists(root.resolve("model_listing/pre_trained_models.json"));
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A TEXT_EMBEDDING model on ONNX, listed and whole. */
    public Repository holds(String name, String version, Path zip) {
        return lists(name, version, "onnx").describes(name, version, "onnx", card("function_name", "TEXT_EMBEDDING", CONFIG, zip))
                .contains(name, version, "onnx", zip);
    }

    /** Its config.json. */
    public Repository describes(String name, String version, String format, String card) {
        return write(folder(name, version, format).resolve("config.json"), card);
    }

    /** Its zip. */
    public Repository contains(String name, String version, String format, Path zip) {
        String file = name.substring(name.indexOf('/') + 1).replace('/', '_') + "-" + version + "-" + format + ".zip";
        try {
            Path folder = Files.createDirectories(folder(name, version, format));
            Files.copy(zip, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What config.json says of {@code zip}. */
    public static String card(String functionMember, String function, String config, Path zip) {
        return """
                {"name": "as the zip is called", "version": "1.0.1", "model_format": "ONNX", "%s": "%s", "model_config": %s,
                 "model_content_hash_value": "%s", "model_content_size_in_bytes": %d, "created_time": 1676072210947}"""
                .formatted(functionMember, function, config, Packages.sha256(zip).toUpperCase(Locale.ROOT), zip.toFile().length());
    }

    /** The body of a register by name and version. */
    public static String registration(String name, String version) {
        return "{\"name\": \"%s\", \"version\": \"%s\", \"model_format\": \"ONNX\"}".formatted(name, version);
    }

    private Path folder(String name, String version, String format) {
        return root.resolve(name).resolve(version).resolve(format);
    }

    private static String texts(String commaSeparated) {
        return "[\"" + commaSeparated.replace(",", "\",\"") + "\"]";
    }

    private Repository write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
