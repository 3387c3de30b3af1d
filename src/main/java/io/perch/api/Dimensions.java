package io.perch.api;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.Model;
import io.perch.model.ModelConfig;
import java.util.Arrays;
import java.util.List;

/**
 * Shorter vectors on request: only of models that were trained for it (Kusupati et al. 2022, Matryoshka Representation Learning)
 * and whose registration says so, because the first numbers of any other vector mean little.
 */
final class Dimensions {

    private Dimensions() {
    }

    /** Throws REQUEST_INVALID when the model has no vectors of that length. {@code null}: whatever it has. */
    static void check(Integer asked, Model model) {
        Integer own = model.config().embeddingDimension();
        if (asked == null || asked.equals(own)) {
            return;
        }
        List<Integer> shorter = model.config().matryoshkaDimensions();
        if (!shorter.contains(asked) || own != null && asked > own) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "dimensions is " + asked + ", but the vectors of model "
                    + model.id() + " have " + own + (shorter.isEmpty() ? "" : " or " + shorter),
                    shorter.isEmpty() ? "if the model was trained for shorter ones, say so in its model_config:"
                            + " \"additional_config\": {\"" + ModelConfig.MATRYOSHKA_DIMENSIONS + "\": [" + asked + "]}" : null)
                    .about("dimensions");
        }
    }

    /** For a remote model, whose vectors have no length before they come. Throws REQUEST_INVALID when it is another one. */
    static void checkAnswered(Integer asked, int found, Model model) {
        boolean fits = asked == null || asked == found
                || model.config().matryoshkaDimensions().contains(asked) && asked < found;
        if (!fits && !model.function().isLocal()) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "dimensions is " + asked + ", but the service of model "
                    + model.id() + " answers vectors of " + found,
                    "say how long they are to be in the connector's request_body").about("dimensions");
        }
    }

    /** The first {@code asked} numbers, scaled to a length (L2) of 1. Throws INFERENCE_FAILED when there are fewer. */
    static float[] cut(float[] vector, Integer asked) {
        if (asked == null || asked == vector.length) {
            return vector;
        }
        if (asked > vector.length) {
            throw new PerchException(ErrorCode.INFERENCE_FAILED, "The model answers " + vector.length + " numbers, fewer than"
                    + " its embedding_dimension says", "correct the model's embedding_dimension");
        }
        return normalized(Arrays.copyOf(vector, asked));
    }

    private static float[] normalized(float[] vector) {
        double squares = 0;
        for (float number : vector) {
            squares += (double) number * number;
        }
        double norm = Math.sqrt(squares);
        for (int i = 0; norm > 0 && i < vector.length; i++) {
            vector[i] = (float) (vector[i] / norm);
        }
        return vector;
    }
}
