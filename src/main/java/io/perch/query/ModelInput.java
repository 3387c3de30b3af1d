package io.perch.query;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.Model;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ContentType;
import io.perch.predict.text.TextVectors;
import io.perch.query.Question.Kind;

/** How a model is asked for what clauses want. */
final class ModelInput {

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
        return TextVectors.input(kind(batch), model, batch.docs(), ContentType.QUERY);
    }

    private static TextVectors.Kind kind(Batch batch) {
        return batch.hasImage() ? TextVectors.Kind.WITH_IMAGE
                : batch.kind() == Kind.SPARSE ? TextVectors.Kind.SPARSE : TextVectors.Kind.DENSE;
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
