package io.perch.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes TorchScript networks of some hundred bytes: one module, its weights, and a method {@code forward} given as code.
 * The format is that of {@code torch.jit.save}: a zip of pickles, code and raw tensors.
 */
public final class TinyTorchScript {

    private static final String DICT = "Dict[str, Tensor]";
    private static final String ROOT = "tiny/";

    private final String parameters;
    private final String returns;
    private final String[] body;
    private final Map<String, float[][]> weights = new LinkedHashMap<>();

    private TinyTorchScript(String parameters, String returns, String... body) {
        this.parameters = parameters;
        this.returns = returns;
        this.body = body;
    }

    /**
     * @param parameters of forward behind self, such as {@code input_ids: Tensor}
     * @param returns    its type
     * @param body       lines of TorchScript as {@code torch.jit.save} writes it: one operation each, {@code torch.} before all
     */
    public static TinyTorchScript forward(String parameters, String returns, String... body) {
        return new TinyTorchScript(parameters, returns, body);
    }

    /** One dict in, one out, as sentence-transformers exports it. */
    public static TinyTorchScript dict(String... body) {
        return forward("input: " + DICT, DICT, body);
    }

    /** Looks each token up and takes the mean: a dict with all four members that a traced sentence-transformers model answers. */
    public static TinyTorchScript sentenceTransformer(float[][] table) {
        return dict("ids = input[\"input_ids\"]", "found = torch.embedding(self.table, ids)",
                "return {\"input_ids\": ids, \"attention_mask\": input[\"attention_mask\"], \"token_embeddings\": found,"
                        + " \"sentence_embedding\": torch.mean(found, [1])}").weight("table", table);
    }

    /** As {@link #sentenceTransformer}, but without pooling: the dict ends with the token vectors. */
    public static TinyTorchScript tokenVectors(float[][] table) {
        return dict("ids = input[\"input_ids\"]",
                "return {\"input_ids\": ids, \"token_embeddings\": torch.embedding(self.table, ids)}").weight("table", table);
    }

    /** Two tensors in, one out: {@code [batch][n][dim]}. */
    public static TinyTorchScript lookup(float[][] table) {
        return forward("input_ids: Tensor, attention_mask: Tensor", "Tensor",
                "return torch.embedding(self.table, input_ids)").weight("table", table);
    }

    /** A weight of float32 {@code [rows][columns]}, {@code self.name} in the code. */
    public TinyTorchScript weight(String name, float[][] rows) {
        weights.put(name, rows);
        return this;
    }

    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            put(zip, "data.pkl", module());
            put(zip, "code/__torch__.py", code().getBytes(StandardCharsets.UTF_8));
            put(zip, "constants.pkl", new Pickle().emptyTuple().end());
            put(zip, "version", "10\n".getBytes(StandardCharsets.UTF_8));
            put(zip, "byteorder", "little".getBytes(StandardCharsets.UTF_8));
            int number = 0;
            for (float[][] rows : weights.values()) {
                put(zip, "data/" + number++, raw(rows));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private String code() {
        StringJoiner names = new StringJoiner(", ", "[", "]");
        StringBuilder code = new StringBuilder();
        for (String name : weights.keySet()) {
            names.add("\"" + name + "\"");
            code.append("  %s : Tensor\n".formatted(name));
        }
        code.append("  training : bool\n  def forward(self: __torch__.Tiny,\n    %s) -> %s:\n".formatted(parameters, returns));
        for (String line : body) {
            code.append("    ").append(line).append('\n');
        }
        return "class Tiny(Module):\n  __parameters__ = " + names + "\n  __buffers__ = []\n" + code;
    }

    /** An object of the class, its members set from a dict. */
    private byte[] module() {
        Pickle pickle = new Pickle().global("__torch__", "Tiny").emptyTuple().newObject().beginDict();
        int number = 0;
        for (Map.Entry<String, float[][]> weight : weights.entrySet()) {
            float[][] rows = weight.getValue();
            pickle.text(weight.getKey()).tensor(number++, rows.length, rows[0].length);
        }
        return pickle.text("training").no().endDict().build().end();
    }

    private static byte[] raw(float[][] rows) {
        ByteBuffer raw = ByteBuffer.allocate(rows.length * rows[0].length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : rows) {
            for (float number : row) {
                raw.putFloat(number);
            }
        }
        return raw.array();
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(ROOT + name);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
    }
}
