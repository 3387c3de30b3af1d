package io.perch.dev.models;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * all-MiniLM-L6-v2 as TorchScript (90 MB): the code and pickles of a template in {@code src/test/resources/torchscript} joined
 * with the weights of the ONNX file. Its answers equal those of ONNX Runtime to 2e-7.
 */
public enum TorchScriptMiniLm {

    /** One dict in; a dict of input_ids, attention_mask, token_embeddings and sentence_embedding out, pooled and normalised. */
    SENTENCE_TRANSFORMERS("st"),

    /** Three tensors in, a dict with last_hidden_state out. */
    HUGGINGFACE("hf"),

    /** A cross-encoder's interface and cost, three tensors in, one score out. Its head is not trained. */
    CROSS_ENCODER("cross"),

    /** Two tensors in, start and end logits out. Its head is not trained. */
    QUESTION_ANSWERING("qa");

    private static final String FOLDER = "/torchscript/minilm-";

    private final String template;

    TorchScriptMiniLm(String template) {
        this.template = template;
    }

    private void write(Path file) {
        OnnxWeights weights = new OnnxWeights(MiniLm.network());
        try (StoredZip zip = new StoredZip(file); ZipInputStream template = new ZipInputStream(new ByteArrayInputStream(
                resource(FOLDER + this.template + ".zip")))) {
            String root = "";
            for (ZipEntry entry = template.getNextEntry(); entry != null; entry = template.getNextEntry()) {
                root = entry.getName().substring(0, entry.getName().indexOf('/'));
                zip.put(entry.getName(), template.readAllBytes());
            }
            for (String line : weightLines()) {
                String[] parts = line.split("\t");
                OnnxWeights.Weight weight = weights.named(parts[1]);
                zip.put(root + "/data/" + parts[0], (parts[2].equals("T") ? weight.transposed() : weight).bytes());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Number of the tensor, name of the initializer, N or T: as it is or transposed. */
    private static List<String> weightLines() throws IOException {
        return new String(resource(FOLDER + "weights.tsv"), StandardCharsets.UTF_8).lines().toList();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = TorchScriptMiniLm.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    /** Model and tokenizer into {@code dir}, as a deploy finds them. */
    public Path unpack(Path dir) {
        write(dir.resolve("model.pt"));
        MiniLm.tokenizer(dir.resolve("tokenizer.json"));
        return dir;
    }

    /** A package to register. */
    public Path zip(Path dir) {
        Path file = dir.resolve("minilm-" + template + ".zip");
        writeZip(file);
        return file;
    }

    void writeZip(Path file) {
        Path model = file.resolveSibling("minilm-" + template + ".pt");
        write(model);
        try (StoredZip zip = new StoredZip(file)) {
            zip.put("tokenizer.json", MiniLm.tokenizer()).put("model.pt", Files.readAllBytes(model));
            Files.delete(model);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
