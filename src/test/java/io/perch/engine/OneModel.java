package io.perch.engine;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.perch.base.Deadline;
import io.perch.model.FunctionName;
import io.perch.model.LoadedModel;
import io.perch.model.ModelConfig;
import io.perch.model.ModelFormat;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ContentType;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.SparseFormat;
import io.perch.model.PredictInput.TextDocs;
import io.perch.model.PredictOutput.Result;
import io.perch.model.PredictOutput.Tensor;
import io.perch.model.PredictTerms;
import io.perch.testing.TinyModels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An engine that serves one model, whose package is unpacked in {@code dir}. */
public final class OneModel implements AutoCloseable {

    private final Engine engine = new Engine(TestConfig.DEFAULTS, new SimpleMeterRegistry());
    private final LoadedModel model;

    private OneModel(FunctionName function, ModelFormat format, ModelConfig config, Path dir) {
        try {
            model = engine.load("m", function, format, config, dir);
        } catch (RuntimeException refused) {
            engine.close();
            throw refused;
        }
    }

    public static OneModel of(FunctionName function, ModelFormat format, ModelConfig config, Path dir, Map<String, byte[]> files) {
        return new OneModel(function, format, config, TinyModels.unpack(dir, files));
    }

    public List<Result> predict(PredictInput input) {
        return model.predict(input, new PredictTerms(Deadline.in(Duration.ofMinutes(1)))).await().indefinitely().results();
    }

    public List<Result> texts(SparseFormat keys, String... texts) {
        return predict(new TextDocs(List.of(texts), ResultFilter.ALL, ContentType.NONE, keys));
    }

    public List<Result> pairs(String query, String... docs) {
        return predict(new PredictInput.Similarity(query, List.of(docs)));
    }

    public Result ask(String question, String context) {
        return predict(new PredictInput.Question(question, context)).getFirst();
    }

    public static Tensor.Weights weights(Result result) {
        return (Tensor.Weights) result.tensors().getFirst();
    }

    public static Tensor.Floats floats(Result result) {
        return (Tensor.Floats) result.tensors().getFirst();
    }

    public static Tensor.Text text(Result result) {
        return (Tensor.Text) result.tensors().getFirst();
    }

    /** A registration of which only these members matter. */
    public static ModelConfig config(String modelType, String allConfig, Integer modelMaxLength) {
        return new ModelConfig(modelType, null, null, allConfig, null, null, null, modelMaxLength, null, null);
    }

    @Override
    public void close() {
        engine.close();
    }
}
