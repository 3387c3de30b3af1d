package io.perch.engine.function;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.FunctionName;
import io.perch.model.ModelConfig;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ContentType;
import io.perch.model.PredictInput.Question;
import io.perch.model.PredictInput.Similarity;
import io.perch.model.PredictInput.TextDocs;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads what a caller gives a function: the right kind of input, within the limits. Every fault names its member. */
public final class Inputs {

    private final FunctionName function;
    private final InputLimits limits;

    public Inputs(FunctionName function, InputLimits limits) {
        this.function = function;
        this.limits = limits;
    }

    /** Of one context. */
    int maxWindows() {
        return limits.maxWindows();
    }

    /** Throws INPUT_INVALID or INPUT_TOO_LARGE. */
    TextDocs texts(PredictInput input) {
        if (!(input instanceof TextDocs docs)) {
            throw wrongKind("text_docs", input);
        }
        checkAll(docs.docs(), "Empty text docs");
        return docs;
    }

    /** Throws INPUT_INVALID or INPUT_TOO_LARGE. */
    Similarity similarity(PredictInput input) {
        if (!(input instanceof Similarity pairs)) {
            throw wrongKind("query_text and text_docs", input);
        }
        check(pairs.query(), "query_text");
        checkAll(pairs.docs(), "No text documents were provided");
        return pairs;
    }

    /** Throws INPUT_INVALID or INPUT_TOO_LARGE. */
    Question question(PredictInput input) {
        if (!(input instanceof Question question)) {
            throw wrongKind("question and context", input);
        }
        check(question.question(), "question");
        check(question.context(), "context");
        return question;
    }

    private PerchException wrongKind(String wanted, PredictInput given) {
        String what = switch (given) {
            case TextDocs texts -> "text_docs";
            case Similarity pairs -> "query_text and text_docs";
            case Question question -> "question and context";
            case PredictInput.Remote remote -> "parameters";
            case PredictInput.Chat chat -> "messages";
        };
        return new PerchException(ErrorCode.INPUT_INVALID, "A " + function + " model wants " + wanted + ", but was given " + what,
                "send " + wanted + ", or ask another model");
    }

    private void checkAll(List<String> docs, String whenEmpty) {
        if (docs == null || docs.isEmpty()) {
            throw new PerchException(ErrorCode.INPUT_INVALID, whenEmpty, "give at least one text in text_docs")
                    .about("text_docs");
        }
        if (docs.size() > limits.maxDocsPerRequest()) {
            throw new PerchException(ErrorCode.INPUT_TOO_LARGE, docs.size() + " texts in one request exceed the limit of "
                    + limits.maxDocsPerRequest(), "split the request, or raise perch.engine.max-docs-per-request")
                    .about("text_docs");
        }
        for (int i = 0; i < docs.size(); i++) {
            check(docs.get(i), "text_docs[" + i + "]");
        }
    }

    private void check(String text, String member) {
        if (text == null) {
            throw new PerchException(ErrorCode.INPUT_INVALID, member + " is null", "every text must be a string").about(member);
        }
        long bytes = atMostBytes(text, limits.maxTextBytes());
        if (bytes > limits.maxTextBytes()) {
            throw new PerchException(ErrorCode.INPUT_TOO_LARGE, member + " has " + bytes + " bytes; the limit is "
                    + limits.maxTextBytes(), "split the text, or raise perch.engine.max-text-bytes").about(member);
        }
    }

    /** Counts exactly only where it matters: a char is three bytes at most. */
    private static long atMostBytes(String text, int limit) {
        return text.length() * 3L <= limit ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The texts with the prefix of their side, for an asymmetric model. Throws INPUT_INVALID. */
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
        if (side == ContentType.QUERY || side == ContentType.PASSAGE) {
            throw new PerchException(ErrorCode.INPUT_INVALID, "When passing AsymmetricTextEmbeddingParameters, the model "
                    + "requires to be registered with at least one of `query_prefix` or `passage_prefix`.",
                    "leave out parameters, or register the model with a prefix");
        }
    }
}
