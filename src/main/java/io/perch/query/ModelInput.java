package io.perch.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.Model;
import io.perch.model.ModelConfig;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ContentType;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.SparseFormat;
import io.perch.query.Question.Kind;
import java.util.List;
import java.util.Map;

/** How a model is asked for embeddings of queries, as the neural-search plugin asks it. */
final class ModelInput {

    private static final ResultFilter VECTOR = new ResultFilter(true, false, List.of("sentence_embedding"), List.of());

    private ModelInput() {
    }

    /** Throws CLAUSE_INVALID when the model's function is not the one that is wanted. */
    static PredictInput of(Batch batch, Model model) {
        boolean fits = switch (model.function()) {
            case TEXT_EMBEDDING -> batch.kind() == Kind.DENSE && !batch.hasImage();
            case SPARSE_ENCODING, SPARSE_TOKENIZE -> batch.kind() == Kind.SPARSE;
            case REMOTE -> true;
            case TEXT_SIMILARITY, QUESTION_ANSWERING -> false;
        };
        if (!fits) {
            throw unfit(batch, model);
        }
        return model.function().isLocal() ? local(batch, model.config()) : remote(batch, model.config());
    }

    private static PredictInput local(Batch batch, ModelConfig config) {
        return batch.kind() == Kind.SPARSE ? texts(batch, ResultFilter.ALL, ContentType.NONE)
                : texts(batch, VECTOR, config.asymmetric() ? ContentType.QUERY : ContentType.NONE);
    }

    private static PredictInput remote(Batch batch, ModelConfig config) {
        if (batch.kind() == Kind.SPARSE || batch.hasImage() || !isAsymmetric(config)) {
            return texts(batch, ResultFilter.ALL, ContentType.NONE);
        }
        ArrayNode texts = JsonNodeFactory.instance.arrayNode();
        batch.docs().forEach(texts::add);
        JsonNode side = JsonNodeFactory.instance.textNode("query");
        return new PredictInput.Remote(Map.of("texts", texts, "content_type", side), null);
    }

    private static PredictInput texts(Batch batch, ResultFilter filter, ContentType side) {
        return new PredictInput.TextDocs(batch.docs(), filter, side, SparseFormat.WORD);
    }

    private static boolean isAsymmetric(ModelConfig config) {
        Map<String, Object> more = config == null || config.additionalConfig() == null ? Map.of() : config.additionalConfig();
        return "true".equals(String.valueOf(more.get("is_asymmetric"))) || more.containsKey("query_prefix")
                || more.containsKey("passage_prefix");
    }

    private static PerchException unfit(Batch batch, Model model) {
        String wanted = switch (batch.kind()) {
            case DENSE -> batch.hasImage() ? "query_image needs a REMOTE model"
                    : NeuralClause.NAME + " needs a TEXT_EMBEDDING or REMOTE model";
            case SPARSE -> SparseClause.NAME + " needs a SPARSE_ENCODING, SPARSE_TOKENIZE or REMOTE model";
        };
        return new PerchException(ErrorCode.CLAUSE_INVALID,
                "Model " + model.id() + " has the function " + model.function() + ", and " + wanted,
                "name another model in model_id");
    }
}
