package io.perch.dev.bench.ingest;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.perch.dev.bench.cases.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

/** How many texts of each length, in tokens, there are. */
public final class TokenCounts {

    private static final String TOKENIZER = "tokenizer.json";

    private TokenCounts() {
    }

    /** By number of tokens, special ones included; longer texts count as {@link Texts#LONGEST}. @param zip with a tokenizer */
    public static int[] of(List<String> texts, Path zip) {
        int[] byTokens = new int[Texts.LONGEST + 1];
        try (ZipFile files = new ZipFile(zip.toFile()); HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(
                files.getInputStream(files.getEntry(TOKENIZER)), Map.of("padding", "false"))) {
            texts.forEach(text -> byTokens[Math.min(Texts.LONGEST, tokenizer.encode(text).getIds().length)]++);
            return byTokens;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
