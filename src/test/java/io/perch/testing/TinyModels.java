package io.perch.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Model packages of a few hundred bytes, made on the spot: real ones that ONNX Runtime runs, and broken ones.
 * The words they know are {@link #WORDS}; the vectors of their tokens are {@link #VECTORS}. The method {@code xyz(dir)} writes
 * {@code dir/xyz.zip}; {@link #unpack} gives the same files in a folder.
 */
public final class TinyModels {

    /** In the order of their ids. {@code beyond} has no vector: the network fails on it. */
    public static final String[] WORDS = {"[UNK]", "[CLS]", "[SEP]", "hello", "world", "sun", "damaged", "beyond"};

    /** {@code [word][4]}; the one of {@code damaged} is NaN. */
    public static final float[][] VECTORS = {
        {0, 0, 0, 0}, {1, 0, 0, 0}, {0, 1, 0, 0}, {1, 2, 3, 4}, {-2, 0.5f, 8, 1}, {0.25f, -1, 0, 3},
        {Float.NaN, 0, 0, 0}};

    /** As {@link #VECTORS}, but broken for every text. */
    private static final float[][] NO_NUMBERS = {
        {Float.NaN, 0, 0, 0}, {Float.NaN, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}};

    private TinyModels() {
    }

    /** TEXT_EMBEDDING on ONNX, 4 dimensions, no limit on tokens of its own. */
    public static Path embedding(Path dir) {
        return zip(dir.resolve("embedding.zip"), embeddingFiles());
    }

    public static Map<String, byte[]> embeddingFiles() {
        return files(TinyOnnx.lookup(VECTORS).toBytes(), tokenizer(null));
    }

    /** The same, and so many bytes of text beside it that do not compress. */
    public static Path padded(Path dir, int bytes) {
        byte[] padding = new byte[bytes];
        new Random(bytes).nextBytes(padding);
        Map<String, byte[]> files = new LinkedHashMap<>(embeddingFiles());
        files.put("notes.txt", padding);
        return zip(dir.resolve("padded-" + bytes + ".zip"), files);
    }

    public static Path noTokenizer(Path dir) {
        return zip(dir.resolve("noTokenizer.zip"), Map.of("model.onnx", TinyOnnx.lookup(VECTORS).toBytes()));
    }

    public static Path noModel(Path dir) {
        return zip(dir.resolve("noModel.zip"), Map.of("tokenizer.json", tokenizer(null)));
    }

    public static Path twoModels(Path dir) {
        Map<String, byte[]> files = new LinkedHashMap<>(embeddingFiles());
        files.put("second.onnx", TinyOnnx.lookup(VECTORS).toBytes());
        return zip(dir.resolve("twoModels.zip"), files);
    }

    /** A file that ends in .onnx and is none. */
    public static Path garbage(Path dir) {
        return zip(dir.resolve("garbage.zip"), files("not a network".getBytes(StandardCharsets.UTF_8), tokenizer(null)));
    }

    /** Loads, but answers NaN to every text. */
    public static Path notANumber(Path dir) {
        return zip(dir.resolve("notANumber.zip"), files(TinyOnnx.lookup(NO_NUMBERS).toBytes(), tokenizer(null)));
    }

    /** TEXT_EMBEDDING on TorchScript, as sentence-transformers exports it: {@link TinyTorchScript#sentenceTransformer}. */
    public static Path torchEmbedding(Path dir) {
        return zip(dir.resolve("torchEmbedding.zip"),
                torchFiles(TinyTorchScript.sentenceTransformer(VECTORS).toBytes(), tokenizer(null)));
    }

    /** A file that ends in .pt and is none. */
    public static Path torchGarbage(Path dir) {
        return zip(dir.resolve("torchGarbage.zip"), torchFiles("not a network".getBytes(StandardCharsets.UTF_8), tokenizer(null)));
    }

    /** A package of this TorchScript network and {@link #tokenizer}. */
    public static Map<String, byte[]> torchFiles(byte[] network, byte[] tokenizer) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("tokenizer.json", tokenizer);
        files.put("model.pt", network);
        return files;
    }

    /** A package of this network and {@link #tokenizer}. */
    public static Map<String, byte[]> files(byte[] network, byte[] tokenizer) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("tokenizer.json", tokenizer);
        files.put("model.onnx", network);
        return files;
    }

    /**
     * {@code tokenizer.json}: words split at white space and punctuation, [CLS] before, [SEP] behind.
     *
     * @param maxLength its own truncation limit, which then also pads every text to that length; or {@code null}
     */
    public static byte[] tokenizer(Integer maxLength) {
        StringBuilder vocabulary = new StringBuilder();
        for (int id = 0; id < WORDS.length; id++) {
            vocabulary.append(id == 0 ? "" : ",").append("\"%s\":%d".formatted(WORDS[id], id));
        }
        String special = IntStream.range(0, 3).mapToObj(TinyModels::special).collect(Collectors.joining(","));
        String limits = maxLength == null ? "\"truncation\":null,\"padding\":null" : """
                "truncation":{"direction":"Right","max_length":%1$d,"strategy":"LongestFirst","stride":0},
                "padding":{"strategy":{"Fixed":%1$d},"direction":"Right","pad_to_multiple_of":null,"pad_id":0,"pad_type_id":0,
                           "pad_token":"[UNK]"}""".formatted(maxLength);
        return """
                {"version":"1.0",%s,"added_tokens":[%s],"normalizer":null,"pre_tokenizer":{"type":"Whitespace"},
                 "post_processor":{"type":"TemplateProcessing",
                  "single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},
                            {"SpecialToken":{"id":"[SEP]","type_id":0}}],
                  "pair":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},
                          {"SpecialToken":{"id":"[SEP]","type_id":0}},{"Sequence":{"id":"B","type_id":1}},
                          {"SpecialToken":{"id":"[SEP]","type_id":1}}],
                  "special_tokens":{"[CLS]":{"id":"[CLS]","ids":[1],"tokens":["[CLS]"]},
                                    "[SEP]":{"id":"[SEP]","ids":[2],"tokens":["[SEP]"]}}},
                 "decoder":null,"model":{"type":"WordLevel","vocab":{%s},"unk_token":"[UNK]"}}
                """.formatted(limits, special, vocabulary).getBytes(StandardCharsets.UTF_8);
    }

    private static String special(int id) {
        return """
                {"id":%d,"content":"%s","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}"""
                .formatted(id, WORDS[id]);
    }

    public static Path zip(Path file, Map<String, byte[]> entries) {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return file;
    }

    /** Writes the files into {@code dir}, as a deploy finds them. */
    public static Path unpack(Path dir, Map<String, byte[]> entries) {
        try {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                Files.write(dir.resolve(entry.getKey()), entry.getValue());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return dir;
    }
}
