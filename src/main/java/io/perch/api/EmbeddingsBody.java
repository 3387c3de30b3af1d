package io.perch.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.ErrorCode;
import io.perch.base.Fields;
import io.perch.base.PerchException;
import io.perch.model.FunctionName;
import io.perch.model.Model;
import io.perch.model.Overflow;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ContentType;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.SparseFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code /v1/embeddings} is asked: OpenAI's members, {@code input_type}, which Cohere and others have, and
 * {@code on_overflow}, which is Perch's own.
 *
 * @param model      an id or a name
 * @param dimensions {@code null}: as many as the model has
 * @param side       {@code null}: not said
 * @param overflow   {@code null}: as the model was registered
 */
record EmbeddingsBody(String model, List<String> input, Encoding encoding, Integer dimensions, ContentType side,
        Overflow overflow) {

    private static final ResultFilter VECTOR = new ResultFilter(true, false, List.of("sentence_embedding"), List.of());

    /** How numbers are written: as an array, or their little-endian bytes as base64. */
    enum Encoding { FLOAT, BASE64 }

    /** Throws REQUEST_INVALID with every fault there is. */
    static EmbeddingsBody read(Fields fields) {
        EmbeddingsBody body = new EmbeddingsBody(fields.required("model", "you must provide a model parameter"), input(fields),
                encoding(fields), fields.integer("dimensions", 1, Integer.MAX_VALUE), side(fields),
                fields.choice(Overflow.MEMBER, Overflow::read, text -> Overflow.unknown(Overflow.MEMBER, text)));
        fields.check();
        return body;
    }

    /** Throws REQUEST_INVALID when the model cannot answer it. */
    PredictInput of(Model asked) {
        return switch (asked.function()) {
            case TEXT_EMBEDDING -> {
                Dimensions.check(dimensions, asked);
                yield new PredictInput.TextDocs(input, VECTOR, side(asked), SparseFormat.WORD, overflow);
            }
            case REMOTE -> remote(asked);
            case SPARSE_ENCODING, SPARSE_TOKENIZE, TEXT_SIMILARITY, QUESTION_ANSWERING ->
                throw wrongFunction(asked, FunctionName.TEXT_EMBEDDING, "/v1/embeddings");
        };
    }

    /** How long the service's vectors are is known when they come, unless the registration says so. */
    private PredictInput remote(Model asked) {
        if (overflow != null && overflow != Overflow.TRUNCATE) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, Overflow.MEMBER + " is for models that run here, and "
                    + asked.id() + " is a remote one", "leave it out: what is too long, the service decides")
                    .about(Overflow.MEMBER);
        }
        if (asked.config().embeddingDimension() != null) {
            Dimensions.check(dimensions, asked);
        }
        return new PredictInput.TextDocs(input, ResultFilter.ALL, side == null ? ContentType.NONE : side, SparseFormat.WORD);
    }

    static PerchException wrongFunction(Model asked, FunctionName wanted, String path) {
        return new PerchException(ErrorCode.REQUEST_INVALID, "Model " + asked.id() + " has the function " + asked.function()
                + ", and " + path + " needs " + wanted + " or " + FunctionName.REMOTE,
                "POST /_plugins/_ml/models/" + asked.id() + "/_predict takes every function")
                .about("model");
    }

    /** A model that makes no difference between the sides need not be told; one that does takes what is not said for a query. */
    private ContentType side(Model asked) {
        if (!asked.config().asymmetric()) {
            return ContentType.NONE;
        }
        return side == null ? ContentType.UNSAID : side;
    }

    private static List<String> input(Fields fields) {
        JsonNode given = fields.node("input");
        if (given == null) {
            return fields.fault("input", "you must provide an input: a string, or an array of strings");
        }
        return given.isArray() ? texts(given, fields) : List.of(text(given, "input", fields));
    }

    private static List<String> texts(JsonNode given, Fields fields) {
        if (given.isEmpty()) {
            return fields.fault("input", "input must have at least one string");
        }
        List<String> texts = new ArrayList<>(given.size());
        for (JsonNode element : given) {
            if (!element.isTextual()) {
                return fields.fault("input", wrongType("input[" + texts.size() + "]", element));
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    private static String text(JsonNode given, String place, Fields fields) {
        if (!given.isTextual()) {
            fields.fault(place, wrongType(place, given));
        }
        return given.asText();
    }

    private static String wrongType(String place, JsonNode found) {
        boolean ids = found.isNumber() || found.isArray() && found.path(0).isNumber();
        return ids ? place + " has token ids, which mean something else to each model: send the text (LangChain:"
                + " check_embedding_ctx_length=False)"
                : place + " must be a string, but it is of type [" + found.getNodeType().name().toLowerCase(Locale.ROOT) + "]";
    }

    private static Encoding encoding(Fields fields) {
        Encoding encoding = fields.choice("encoding_format", EmbeddingsBody::encoding,
                text -> "encoding_format must be float or base64, but it is [" + text + "]");
        return encoding == null ? Encoding.FLOAT : encoding;
    }

    private static Optional<Encoding> encoding(String text) {
        return switch (text) {
            case "float" -> Optional.of(Encoding.FLOAT);
            case "base64" -> Optional.of(Encoding.BASE64);
            default -> Optional.empty();
        };
    }

    private static ContentType side(Fields fields) {
        return fields.choice("input_type", EmbeddingsBody::side, text -> "input_type must be query (or search_query) or"
                + " passage (or document, search_document), but it is [" + text + "]");
    }

    private static Optional<ContentType> side(String text) {
        return switch (text) {
            case "query", "search_query" -> Optional.of(ContentType.QUERY);
            case "passage", "document", "search_document" -> Optional.of(ContentType.PASSAGE);
            default -> Optional.empty();
        };
    }
}
