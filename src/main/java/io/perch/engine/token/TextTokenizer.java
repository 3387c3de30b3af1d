package io.perch.engine.token;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.libraries.NativeLibraries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The Hugging Face tokenizer of a model, built from its {@code tokenizer.json}. Several threads may encode at once. */
public final class TextTokenizer implements AutoCloseable {

    static final String FILE = "tokenizer.json";
    private static final int DEFAULT_LIMIT = 512;
    /** The library numbers the texts of a pair 0 and 1, and special tokens -1. */
    private static final long CONTEXT = 1;

    private final HuggingFaceTokenizer tokenizer;

    private TextTokenizer(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /**
     * @param modelMaxLength tokens per text, or {@code null}
     * @throws PerchException PACKAGE_INCOMPLETE, ENGINE_REFUSED_MODEL or ENGINE_MISSING
     */
    public static TextTokenizer open(Path dir, Integer modelMaxLength) {
        return open(dir, modelMaxLength, new EncodeInput(""));
    }

    /** For texts that are read in pairs: three or four special tokens must leave room. */
    public static TextTokenizer forPairs(Path dir, Integer modelMaxLength) {
        return open(dir, modelMaxLength, new EncodeInput("", ""));
    }

    /** For contexts, which {@link #whole} reads to their end, however long; {@link #limit} says what a network can take. */
    public static TextTokenizer forContexts(Path dir, Integer modelMaxLength) {
        TextTokenizer opened = forPairs(dir, modelMaxLength);
        TokenizersLibrary.LIB.disableTruncation(opened.tokenizer.getHandle());
        return opened;
    }

    private static TextTokenizer open(Path dir, Integer modelMaxLength, EncodeInput empty) {
        Path file = dir.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new PerchException(ErrorCode.PACKAGE_INCOMPLETE, "No tokenizer file",
                    "put tokenizer.json at the root of the zip");
        }
        TextTokenizer opened = new TextTokenizer(read(file, modelMaxLength));
        opened.refuseLimitWithoutRoom(empty);
        return opened;
    }

    /**
     * The limit is the smaller one of tokenizer.json's truncation.max_length and model_max_length, or 512 when neither says
     * anything. ML Commons never reads beyond 512 tokens, but for TorchScript of huggingface_transformers.
     * Padding is off: MiniLM's file pads every text to 128 tokens, ten times the work for a short one.
     */
    private static HuggingFaceTokenizer read(Path file, Integer modelMaxLength) {
        int most = modelMaxLength == null ? TokenLimit.in(file).orElse(DEFAULT_LIMIT) : modelMaxLength;
        Map<String, String> options = Map.of(
                "padding", "false",
                "truncation", "true",
                "stride", "0",
                "modelMaxLength", String.valueOf(most));
        // from a stream, because from a path DJL reads tokenizer_config.json too, which ML Commons does not
        try (InputStream json = Files.newInputStream(file)) {
            return HuggingFaceTokenizer.newInstance(json, options);
        } catch (LinkageError | EngineException missing) {
            throw NativeLibraries.missing(NativeLibraries.TOKENIZERS, missing);
        } catch (IOException | RuntimeException refused) {
            throw new PerchException(ErrorCode.ENGINE_REFUSED_MODEL,
                    "The tokenizer library refused tokenizer.json: " + refused.getMessage(),
                    "save it with the tokenizers library (tokenizer.save)", refused);
        }
    }

    /** Below its own special tokens the library does not truncate at all, and says nothing. */
    private void refuseLimitWithoutRoom(EncodeInput empty) {
        int special = encode(empty).length();
        if (limit() <= special) {
            int limit = limit();
            close();
            throw new PerchException(ErrorCode.ENGINE_REFUSED_MODEL, "A limit of " + limit + " tokens leaves no room for text: "
                    + special + " are special tokens", "raise model_max_length, or truncation.max_length in tokenizer.json");
        }
    }

    /** Tokens per text, special tokens included. */
    public int limit() {
        return tokenizer.getMaxLength();
    }

    public Tokens encode(String text) {
        return encode(new EncodeInput(text));
    }

    /**
     * Cuts what is too long; of a pair always the longer text, until both fit. Asks the library for what networks read and for
     * nothing else: DJL's own encode also brings the text and the place of every token, which takes longer than the encoding.
     */
    public Tokens encode(EncodeInput input) {
        long encoding = encodingHandle(input);
        try {
            long[] ids = TokenizersLibrary.LIB.getTokenIds(encoding);
            // without padding every token counts
            long[] mask = new long[ids.length];
            Arrays.fill(mask, 1);
            return new Tokens(ids, mask, TokenizersLibrary.LIB.getTypeIds(encoding),
                    TokenizersLibrary.LIB.getOverflowCount(encoding) > 0);
        } finally {
            TokenizersLibrary.LIB.deleteEncoding(encoding);
        }
    }

    private long encodingHandle(EncodeInput input) {
        String text = wellFormed(input.text());
        return input.pair() == null ? TokenizersLibrary.LIB.encode(tokenizer.getHandle(), text, true)
                : TokenizersLibrary.LIB.encodeDual(tokenizer.getHandle(), text, wellFormed(input.pair()), true);
    }

    /** The text in windows of the limit; of more than {@code most} the last one says that there is more. */
    public List<Tokens> windows(String text, int most) {
        Encoding first = tokenizer.encode(wellFormed(text), true, true);
        Encoding[] others = first.getOverflowing();
        List<Tokens> windows = new ArrayList<>();
        windows.add(window(first, others.length > 0 && most == 1));
        for (int i = 0; i < Math.min(others.length, most - 1); i++) {
            windows.add(window(others[i], i == most - 2 && i < others.length - 1));
        }
        return windows;
    }

    private static Tokens window(Encoding encoding, boolean truncated) {
        return new Tokens(encoding.getIds(), encoding.getAttentionMask(), encoding.getTypeIds(), truncated);
    }

    /** Tokens of the whole text, special tokens included. */
    public int length(String text) {
        Encoding first = tokenizer.encode(wellFormed(text), true, true);
        long special = LongStream.of(first.getSpecialTokenMask()).sum();
        return Stream.of(first.getOverflowing()).mapToInt(other -> other.getIds().length - (int) special)
                .reduce(first.getIds().length, Integer::sum);
    }

    /** Of a tokenizer {@link #forContexts}: the pair of a question and a context, not cut. */
    public PairTokens whole(EncodeInput input) {
        long encoding = encodingHandle(input);
        try {
            long[] sequence = TokenizersLibrary.LIB.getSequenceIds(encoding);
            int from = behind(sequence, 0, false);
            int to = behind(sequence, from, true);
            CharSpan[] pieces = TokenizersLibrary.LIB.getTokenCharSpans(encoding);
            Arrays.fill(pieces, 0, from, null);
            Arrays.fill(pieces, to, pieces.length, null);
            return new PairTokens(TokenizersLibrary.LIB.getTokenIds(encoding), TokenizersLibrary.LIB.getTypeIds(encoding),
                    Spans.of(pieces, input.pair()), from, to);
        } finally {
            TokenizersLibrary.LIB.deleteEncoding(encoding);
        }
    }

    /** The first token that is of the context, or is not. */
    private static int behind(long[] sequence, int from, boolean context) {
        int at = from;
        while (at < sequence.length && (sequence[at] == CONTEXT) == context) {
            at++;
        }
        return at;
    }

    /** The text of one token; empty for special tokens and for ids that are none. */
    public String decode(int id) {
        return tokenizer.decode(new long[] {id}, true);
    }

    /** A lone surrogate has no UTF-8: the library would spoil every emoji and NUL of the same text with it. */
    public static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return replaceLoneSurrogates(text);
            }
        }
        return text;
    }

    private static String replaceLoneSurrogates(String text) {
        StringBuilder mended = new StringBuilder(text.length());
        text.codePoints().map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(mended::appendCodePoint);
        return mended.toString();
    }

    /** Only after the last {@link #encode} has returned. */
    @Override
    public void close() {
        tokenizer.close();
    }
}
