package io.perch.ingest.processor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.ingest.chunking.Allowance;
import io.perch.ingest.chunking.Chunker;
import io.perch.ingest.chunking.Stride;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Makes {@code text_chunking} of its options. Faults are noted. */
final class ChunkingReader {

    private static final String ALGORITHM = "algorithm";
    private static final String BY_TOKENS = "fixed_token_length";
    private static final String LIMIT = "max_chunk_limit";
    private static final String OVERLAP = "overlap_rate";
    private static final String TOKENIZER = "tokenizer";
    private static final String DELIMITER = "delimiter";
    private static final int DEFAULT_LIMIT = 100;
    private static final int DEFAULT_TOKENS = 384;
    private static final int DEFAULT_CHARS = 2_048;
    private static final double MOST_OVERLAP = 0.5;

    /** OpenSearch has them without an index, and none of their tokens overlap. */
    private static final Collection<String> TOKENIZERS = new TreeSet<>(Set.of(
            "standard", "letter", "lowercase", "whitespace", "uax_url_email", "classic", "thai"));

    private static final Map<String, Function<Options, Chunker>> ALGORITHMS = new TreeMap<>(Map.of(
            BY_TOKENS, ChunkingReader::byTokens,
            "fixed_char_length", options -> new Chunker.CharLength(stride(options, "char_limit", DEFAULT_CHARS)),
            DELIMITER, ChunkingReader::byDelimiter));

    private ChunkingReader() {
    }

    static TextChunking read(Options options) {
        FieldMap fields = FieldMap.read(options);
        boolean ignoreMissing = options.bool("ignore_missing", false);
        options.requiredNode(ALGORITHM);
        ObjectNode given = options.object(ALGORITHM);
        return given == null ? null : read(given, options, fields, ignoreMissing);
    }

    private static TextChunking read(ObjectNode given, Options options, FieldMap fields, boolean ignoreMissing) {
        String name = given.isEmpty() ? BY_TOKENS : given.fieldNames().next();
        String fault = fault(given, name);
        if (fault != null) {
            return options.fault(ALGORITHM, fault);
        }
        ObjectNode parameters = given.isEmpty() ? JsonNodeFactory.instance.objectNode() : (ObjectNode) given.get(name);
        Options own = new Options(options.place(), options.type(), parameters, options.faults());
        TextChunking read = new TextChunking(fields, ALGORITHMS.get(name).apply(own), limit(own), ignoreMissing);
        own.done();
        return read;
    }

    /** {@code null} when there is none. */
    private static String fault(ObjectNode given, String name) {
        if (given.size() > 1) {
            return "Unable to create text_chunking processor as [" + ALGORITHM + "] contains multiple algorithms";
        }
        if (!ALGORITHMS.containsKey(name)) {
            return "Chunking algorithm [" + name + "] is not supported. Supported chunking algorithms are " + ALGORITHMS.keySet();
        }
        return given.isEmpty() || given.get(name).isObject() ? null
                : "Unable to create text_chunking processor as parameters for [" + name + "] algorithm must be an object";
    }

    private static int limit(Options options) {
        int limit = integer(options, LIMIT, DEFAULT_LIMIT);
        if (limit <= 0 && limit != Allowance.UNLIMITED) {
            options.fault(LIMIT, "Parameter [" + LIMIT + "] must be positive or " + Allowance.UNLIMITED
                    + " to disable this parameter");
        }
        return limit;
    }

    private static Chunker byTokens(Options options) {
        String tokenizer = options.string(TOKENIZER, "standard");
        if (!TOKENIZERS.contains(tokenizer)) {
            options.fault(TOKENIZER, "Tokenizer [" + tokenizer + "] is not supported for [" + BY_TOKENS
                    + "] algorithm. Supported tokenizers are " + TOKENIZERS);
        }
        return new Chunker.TokenLength(tokenizer, stride(options, "token_limit", DEFAULT_TOKENS));
    }

    private static Chunker byDelimiter(Options options) {
        String delimiter = options.string(DELIMITER, "\n\n");
        if (delimiter.isEmpty()) {
            options.fault(DELIMITER, "Parameter [" + DELIMITER + "] should not be empty.");
        }
        return new Chunker.ByDelimiter(delimiter);
    }

    private static Stride stride(Options options, String name, int otherwise) {
        int limit = integer(options, name, otherwise);
        if (limit <= 0) {
            options.fault(name, "Parameter [" + name + "] must be positive.");
        }
        Double overlap = options.decimal(OVERLAP);
        if (overlap != null && !(overlap >= 0 && overlap <= MOST_OVERLAP)) {
            options.fault(OVERLAP, "Parameter [" + OVERLAP + "] must be between 0.0 and " + MOST_OVERLAP);
        }
        return Stride.of(limit, overlap == null ? 0 : overlap);
    }

    private static int integer(Options options, String name, int otherwise) {
        return options.integer(name, otherwise, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
