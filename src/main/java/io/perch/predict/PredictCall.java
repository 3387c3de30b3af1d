package io.perch.predict;

import io.perch.base.Caller;
import io.perch.model.Model;
import io.perch.model.PredictInput;
import io.perch.model.PredictTerms;

/** One question to one model. */
public record PredictCall(Model model, PredictInput input, PredictTerms terms, Caller caller) {
}
