package io.perch.engine.function;

import io.perch.engine.token.Tokens;
import io.perch.model.PredictOutput.Tensor;
import java.util.List;

/** The answer to one window of a text: to all of it, unless the function cuts long texts into several. */
public record Window(List<Tensor> tensors, Tokens tokens) {
}
