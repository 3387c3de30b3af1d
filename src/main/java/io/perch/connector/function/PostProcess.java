package io.perch.connector.function;

import io.perch.base.PerchException;
import io.perch.model.PredictOutput.Tensor;
import io.perch.path.PathReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What becomes of a service's answer. Safe for all threads. */
public sealed interface PostProcess permits Embeddings, Scores, JobArn, Passthrough, Response {

    String PREFIX = "connector.post_process.";

    /** Parameter: the path to what matters in the answer, instead of the function's own. */
    String RESPONSE_FILTER = "response_filter";

    /**
     * @return the tensors of one call, in the order of its documents
     * @throws PerchException REMOTE_ANSWER_UNREADABLE, REMOTE_ANSWER_UNEXPECTED with what was expected, where, and what is there;
     *                        REQUEST_INVALID for a {@code response_filter} or {@code output_processors} that cannot be read;
     *                        SCRIPT_FAILED, PARAMETERS_MISSING
     */
    List<Tensor> tensors(Answer answer);

    /** The paths that {@link #tensors} follows in this answer, and where they lead. Throws REMOTE_ANSWER_UNREADABLE. */
    List<PathReport> paths(Answer answer);

    /**
     * @param function {@code post_process_function} of an action: a name, a script, or {@code null}
     * @throws PerchException REQUEST_INVALID for a name that there is not, and what the parser throws
     */
    static PostProcess of(String function, ScriptParser scripts) {
        if (function == null || function.isBlank()) {
            return new Response(null);
        }
        String name = function.strip();
        if (!name.startsWith(PREFIX)) {
            return new Response(new ScriptText(function, scripts));
        }
        Supplier<PostProcess> known = known().get(name);
        if (known == null) {
            throw NamedFunction.unknown("post_process_function", name, names());
        }
        return known.get();
    }

    /** Of all that are built in. */
    static List<String> names() {
        return List.copyOf(known().keySet());
    }

    private static Map<String, Supplier<PostProcess>> known() {
        Map<String, Supplier<PostProcess>> known = new TreeMap<>();
        for (EmbeddingFunction function : EmbeddingFunction.values()) {
            known.put(PREFIX + function.wireName(), () -> new Embeddings(function));
        }
        for (RerankFunction function : RerankFunction.values()) {
            known.put(PREFIX + function.wireName(), () -> new Scores(function));
        }
        known.put(PREFIX + "bedrock.batch_job_arn", JobArn::new);
        known.put(PREFIX + "mlcommons.passthrough", Passthrough::new);
        return known;
    }
}
