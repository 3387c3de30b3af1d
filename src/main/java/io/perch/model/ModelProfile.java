package io.perch.model;

import java.util.Map;

/**
 * How a loaded model runs at this moment.
 *
 * @param predictor what answers, as the code names it
 * @param engine    what the numbers are made by: {@code onnxruntime}, {@code pytorch}, {@code tokenizers}
 * @param traits    what else its owner may want to know (precision, how the graph was changed …), in the order shown
 * @param queued    texts that wait
 * @param running   engine threads that work on it now
 */
public record ModelProfile(String predictor, String engine, Map<String, String> traits, int queued, int running) {

    /** Somebody waits for its answer. */
    public boolean busy() {
        return queued > 0 || running > 0;
    }
}
