package io.perch.connector.function;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.template.Parameter;
import io.perch.model.PredictInput;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Of an action without {@code pre_process_function}: texts are taken for those that an embedding is wanted of. */
record NoPreProcess() implements PreProcess {

    @Override
    public List<Map<String, Parameter>> calls(PredictInput input, Function<String, Parameter> parameters) {
        return switch (input) {
            case PredictInput.Remote remote -> UNCHANGED;
            case PredictInput.Chat chat -> UNCHANGED;
            case PredictInput.TextDocs docs -> DocsFunction.DEFAULT_EMBEDDING.calls(docs, parameters);
            case PredictInput.Similarity pairs -> throw undefined("connector.pre_process.default.rerank");
            case PredictInput.Question question -> throw undefined("a script");
        };
    }

    private static PerchException undefined(String function) {
        return new PerchException(ErrorCode.INPUT_INVALID, "pre_process_function not defined in connector",
                "give the connector's action a pre_process_function, such as " + function + ", or send parameters");
    }
}
