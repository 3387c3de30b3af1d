package io.perch.engine;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.ModelConfig;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ContentType;
import io.perch.model.PredictInput.TextDocs;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What TEXT_EMBEDDING takes: texts within the limits, and for an asymmetric model the side that they are on. */
final class EmbeddingTexts {

    private EmbeddingTexts() {
    }

    /** Throws INPUT_INVALID or INPUT_TOO_LARGE. */
    static TextDocs checked(PredictInput input, EngineConfig limits) {
        TextDocs docs = switch (input) {
            case TextDocs texts -> texts;
            case PredictInput.Similarity similarity -> throw wrongKind("query_text and text_docs");
            case PredictInput.Question question -> throw wrongKind("question and context");
        };
        if (docs.docs() == null || docs.docs().isEmpty()) {
            throw new PerchException(ErrorCode.INPUT_INVALID, "Empty text docs", "give at least one text in text_docs");
        }
        refuseTooMany(docs.docs().size(), limits);
        for (int i = 0; i < docs.docs().size(); i++) {
            check(docs.docs().get(i), i, limits);
        }
        return docs;
    }

    private static PerchException wrongKind(String given) {
        return new PerchException(ErrorCode.INPUT_INVALID, "A TEXT_EMBEDDING model wants text_docs, but was given " + given,
                "send {\"text_docs\": [\"…\"]}");
    }

    private static void refuseTooMany(int docs, EngineConfig limits) {
        if (docs > limits.maxDocsPerRequest()) {
            throw new PerchException(ErrorCode.INPUT_TOO_LARGE, docs + " texts in one request exceed the limit of "
                    + limits.maxDocsPerRequest(), "split the request, or raise perch.engine.max-docs-per-request");
        }
    }

    private static void check(String text, int position, EngineConfig limits) {
        if (text == null) {
            throw new PerchException(ErrorCode.INPUT_INVALID, "text_docs[" + position + "] is null",
                    "every text must be a string");
        }
        long bytes = atMostBytes(text, limits.maxTextBytes());
        if (bytes > limits.maxTextBytes()) {
            throw new PerchException(ErrorCode.INPUT_TOO_LARGE, "text_docs[" + position + "] has " + bytes
                    + " bytes; the limit is " + limits.maxTextBytes(), "split the text, or raise perch.engine.max-text-bytes");
        }
    }

    /** Counts exactly only where it matters: a char is three bytes at most. */
    private static long atMostBytes(String text, int limit) {
        return text.length() * 3L <= limit ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The texts with the prefix of their side. Throws INPUT_INVALID. */
    static List<String> prefixed(TextDocs docs, ModelConfig config) {
        ContentType side = docs.contentType() == null ? ContentType.NONE : docs.contentType();
        if (!config.asymmetric()) {
            refuseSide(side);
            return docs.docs();
        }
        String prefix = switch (side) {
            case PASSAGE -> config.passagePrefix();
            case QUERY, UNSAID -> config.queryPrefix();
            case NONE -> throw new PerchException(ErrorCode.INPUT_INVALID, "The embedding model chosen is asymmetric. "
                    + "To use it, you must declare whether the input is of type `QUERY` or of type `PASSAGE`.",
                    "add \"parameters\": {\"content_type\": \"query\"} or \"passage\"");
        };
        return prefix == null ? docs.docs() : docs.docs().stream().map(prefix::concat).toList();
    }

    private static void refuseSide(ContentType side) {
        if (side != ContentType.NONE) {
            throw new PerchException(ErrorCode.INPUT_INVALID, "When passing AsymmetricTextEmbeddingParameters, the model "
                    + "requires to be registered with at least one of `query_prefix` or `passage_prefix`.",
                    "leave out parameters, or register the model with a prefix");
        }
    }
}
