package io.perch.connector.function;

import io.perch.base.PerchException;
import io.perch.connector.template.Parameter;
import io.perch.model.PredictInput;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What fills a connector's templates when callers do not send {@code parameters}, but texts. Immutable, safe for all threads. */
public sealed interface PreProcess permits NoPreProcess, DocsFunction, PairFunction, ScriptedPreProcess {

    String PREFIX = "connector.pre_process.";

    /** For input that is the parameters already: one call, nothing to add. */
    List<Map<String, Parameter>> UNCHANGED = List.of(Map.of());

    /**
     * @param parameters the connector's and the request's; {@code null}, or a null, for those that are not there
     * @return for each call to the service what this function adds to the parameters, in the order of the documents. Members that
     *         are null are left out
     * @throws PerchException INPUT_INVALID for input that the function is not made for, REQUEST_INVALID for a wrong
     *                        {@code input_docs_processed_step_size}, SCRIPT_FAILED, PARAMETERS_MISSING
     */
    List<Map<String, Parameter>> calls(PredictInput input, Function<String, Parameter> parameters);

    /**
     * @param function {@code pre_process_function} of an action: a name, a script, or {@code null}
     * @throws PerchException REQUEST_INVALID for a name that there is not, and what the parser throws
     */
    static PreProcess of(String function, ScriptParser scripts) {
        if (function == null || function.isBlank()) {
            return new NoPreProcess();
        }
        String name = function.strip();
        if (!name.startsWith(PREFIX)) {
            return new ScriptedPreProcess(new ScriptText(function, scripts));
        }
        return Stream.<NamedFunction>concat(Stream.of(DocsFunction.values()), Stream.of(PairFunction.values()))
                .filter(known -> name.equals(PREFIX + known.wireName())).map(PreProcess.class::cast).findFirst()
                .orElseThrow(() -> NamedFunction.unknown("pre_process_function", name, names()));
    }

    /** Of all that are built in. */
    static List<String> names() {
        return Stream.<NamedFunction>concat(Stream.of(DocsFunction.values()), Stream.of(PairFunction.values()))
                .map(known -> PREFIX + known.wireName()).toList();
    }
}
