package io.perch.predict.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.FunctionName;
import io.perch.model.Model;
import io.perch.model.ModelConfig;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ContentType;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.SparseFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a model is asked for vectors of documents and queries, as OpenSearch's neural-search plugin asks it. */
public final class TextVectors {

    private static final ResultFilter VECTOR = new ResultFilter(true, false, List.of("sentence_embedding"), List.of());

    /** What is wanted: numbers, tokens with weights, or numbers of texts that may have an image beside them. */
    public enum Kind { DENSE, SPARSE, WITH_IMAGE }

    private TextVectors() {
    }

    /** Throws REQUEST_INVALID when the model cannot give such vectors. */
    public static void requireFit(Kind kind, Model model) {
        FunctionName function = model.function();
        boolean fits = function == FunctionName.REMOTE || switch (kind) {
            case DENSE -> function == FunctionName.TEXT_EMBEDDING;
            case SPARSE -> function.isSparse();
            case WITH_IMAGE -> false;
        };
        if (!fits) {
            String wanted = switch (kind) {
                case DENSE -> "TEXT_EMBEDDING or REMOTE";
                case SPARSE -> "SPARSE_ENCODING, SPARSE_TOKENIZE or REMOTE";
                case WITH_IMAGE -> "REMOTE";
            };
            throw new PerchException(ErrorCode.REQUEST_INVALID, "Model " + model.id() + " has the function " + function
                    + ", and the one that is wanted here is " + wanted, "name another model in model_id");
        }
    }

    /**
     * @param docs texts; with images, of each the text (or null) and the image in base64
     * @param side QUERY or PASSAGE: told to models that treat the two differently, and to no others
     */
    public static PredictInput input(Kind kind, Model model, List<String> docs, ContentType side) {
        ModelConfig config = model.config();
        if (model.function().isLocal()) {
            return kind == Kind.SPARSE ? texts(docs, ResultFilter.ALL, ContentType.NONE)
                    : texts(docs, VECTOR, config.asymmetric() ? side : ContentType.NONE);
        }
        return kind == Kind.DENSE && isAsymmetric(config) ? parameters(docs, side)
                : texts(docs, ResultFilter.ALL, ContentType.NONE);
    }

    private static PredictInput texts(List<String> docs, ResultFilter filter, ContentType side) {
        return new PredictInput.TextDocs(docs, filter, side, SparseFormat.WORD);
    }

    private static PredictInput parameters(List<String> docs, ContentType side) {
        ArrayNode texts = JsonNodeFactory.instance.arrayNode();
        docs.forEach(texts::add);
        JsonNode type = JsonNodeFactory.instance.textNode(side.name().toLowerCase(Locale.ROOT));
        return new PredictInput.Remote(Map.of("texts", texts, "content_type", type), null);
    }

    private static boolean isAsymmetric(ModelConfig config) {
        Map<String, Object> more = config == null || config.additionalConfig() == null ? Map.of() : config.additionalConfig();
        return "true".equals(String.valueOf(more.get("is_asymmetric"))) || more.containsKey("query_prefix")
                || more.containsKey("passage_prefix");
    }
}
