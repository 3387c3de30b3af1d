package io.perch.predict.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.perch.base.BoundedText;
import io.perch.base.Deadline;
import io.perch.base.Failures;
import io.perch.deploy.Deployments;
import io.perch.model.Guardrails.Guard;
import io.perch.model.Model;
import io.perch.model.ModelCatalog;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ContentType;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.SparseFormat;
import io.perch.model.PredictOutput;
import io.perch.model.PredictTerms;
import io.perch.model.Switches;
import io.perch.path.JsonPath;
import io.perch.predict.json.OutputJson;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Guardrails of the type model: another model says whether the texts may pass. It is asked all of them at once, as the parameter
 * {@code question}, or as whatever text its function takes; its own guardrails and limits do not count here.
 */
@ApplicationScoped
class Judge {

    private static final long MOST_STEPS = 1_000_000;

    private final ModelCatalog catalog;
    private final Deployments deployments;
    private final GuardConfig config;

    Judge(ModelCatalog catalog, Deployments deployments, GuardConfig config) {
        this.catalog = catalog;
        this.deployments = deployments;
        this.config = config;
    }

    /** A finding unless the judge accepts. Fails with {@link Unevaluated}. */
    Uni<Optional<Finding>> find(Guard guard, List<Passage> passages, PredictTerms terms) {
        String text = passages.stream().map(Passage::text).collect(Collectors.joining("\n"));
        if (text.isBlank()) {
            return Uni.createFrom().item(Optional.empty());
        }
        Deadline deadline = Deadline.in(least(config.judgeTimeout(), terms.deadline().remaining()));
        return catalog.resolve(guard.modelId()).invoke(Switches::requireEnabled)
                .chain(model -> deployments.loaded(model, deadline)
                        .chain(loaded -> loaded.predict(input(model, text), new PredictTerms(deadline, terms.priority()))))
                .onFailure().transform(failure -> Unevaluated.forNow("model " + guard.modelId() + ", which judges, has not answered:"
                        + " " + Failures.words(failure)))
                .map(output -> verdict(guard, output) ? Optional.empty()
                        : Optional.of(new Finding(null, "model " + guard.modelId())));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static PredictInput input(Model model, String text) {
        return switch (model.function()) {
            case REMOTE -> new PredictInput.Remote(Map.of("question", TextNode.valueOf(text)), null);
            case QUESTION_ANSWERING -> new PredictInput.Question(text, text);
            case TEXT_SIMILARITY -> new PredictInput.Similarity(text, List.of(text));
            case TEXT_EMBEDDING, SPARSE_ENCODING, SPARSE_TOKENIZE -> new PredictInput.TextDocs(List.of(text), ResultFilter.ALL,
                    ContentType.NONE, SparseFormat.WORD);
        };
    }

    private static boolean verdict(Guard guard, PredictOutput output) {
        JsonNode answer = answer(output);
        JsonNode verdict = guard.filter() == null ? answer : JsonPath.of(guard.filter()).read(answer)
                .orElseThrow(() -> Unevaluated.broken("model " + guard.modelId() + ", which judges, has answered nothing at "
                        + guard.filter(), "see what it answers with POST /_plugins/_ml/models/" + guard.modelId() + "/_predict"));
        Pattern accept = Pattern.compile(guard.accept());
        return matches(accept, verdict.toString()) || verdict.isTextual() && matches(accept, verdict.textValue());
    }

    private static boolean matches(Pattern accept, String verdict) {
        try {
            return accept.matcher(new BoundedText(verdict, MOST_STEPS)).matches();
        } catch (BoundedText.Exhausted | StackOverflowError tooLong) {
            throw Unevaluated.broken("the pattern " + accept + " takes too many steps on the verdict", "write a simpler one");
        }
    }

    /** {@code dataAsMap} of the first tensor, or else the whole tensor. */
    private static JsonNode answer(PredictOutput output) {
        JsonNode tensor = OutputJson.tree(output).at("/inference_results/0/output/0");
        return tensor.has("dataAsMap") ? tensor.get("dataAsMap") : tensor.isMissingNode()
                ? JsonNodeFactory.instance.objectNode() : tensor;
    }
}
