package io.perch.predict;

import io.perch.base.Deadline;
import io.perch.model.Model;
import io.perch.model.PredictInput;

/** One question to one model. */
public record PredictCall(Model model, PredictInput input, Deadline deadline) {
}
