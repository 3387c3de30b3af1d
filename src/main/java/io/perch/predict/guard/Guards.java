package io.perch.predict.guard;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.Delta;
import io.perch.model.Guardrails;
import io.perch.model.Guardrails.Guard;
import io.perch.model.Model;
import io.perch.model.PredictInput;
import io.perch.model.PredictOutput;
import io.perch.model.PredictTerms;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Holds the texts of a request, and of its answer, against the guardrails of the model. What cannot be evaluated does not pass,
 * unless the operator wants it to. What was found in which text is never logged.
 */
@ApplicationScoped
public class Guards {

    private static final Logger LOG = Logger.getLogger(Guards.class);

    private final LocalGuard local;
    private final Judge judge;
    private final GuardConfig config;

    Guards(LocalGuard local, Judge judge, GuardConfig config) {
        this.local = local;
        this.judge = judge;
        this.config = config;
    }

    /** Which way the texts go. */
    private enum Side {
        INPUT(ErrorCode.GUARD_INPUT, "guardrails triggered for user input", "input_guardrail"),
        OUTPUT(ErrorCode.GUARD_OUTPUT, "guardrails triggered for LLM output", "output_guardrail");

        private final ErrorCode code;
        private final String words;
        private final String member;

        Side(ErrorCode code, String words, String member) {
            this.code = code;
            this.words = words;
            this.member = member;
        }

        private PerchException refusal(Finding finding) {
            PerchException refusal = new PerchException(code, words, (finding.path() == null ? "it" : finding.path()) + " breaks "
                    + finding.rule() + " of guardrails." + member + " of the model");
            return finding.path() == null ? refusal : refusal.about(finding.path());
        }
    }

    /** Fails with GUARD_INPUT or GUARD_UNEVALUATED. */
    public Uni<Void> checkInput(Model model, PredictInput input, PredictTerms terms) {
        Guard guard = model.gate().guardrails().input();
        return guard == null ? Uni.createFrom().voidItem() : check(model, Side.INPUT, guard, Passages.of(input), terms);
    }

    /** Fails with GUARD_OUTPUT or GUARD_UNEVALUATED. */
    public Uni<Void> checkOutput(Model model, PredictOutput output, PredictTerms terms) {
        Guard guard = model.gate().guardrails().output();
        return guard == null ? Uni.createFrom().voidItem() : check(model, Side.OUTPUT, guard, Passages.of(output), terms);
    }

    private Uni<Void> check(Model model, Side side, Guard guard, List<Passage> passages, PredictTerms terms) {
        return find(model.gate().guardrails().type(), guard, passages, terms)
                .onFailure(Unevaluated.class).recoverWithUni(why -> unevaluated(model, side, (Unevaluated) why))
                .invoke(found -> found.ifPresent(finding -> {
                    throw side.refusal(finding);
                })).replaceWithVoid();
    }

    private Uni<Optional<Finding>> find(Guardrails.Type type, Guard guard, List<Passage> passages, PredictTerms terms) {
        return switch (type) {
            case LOCAL_REGEX -> local.find(guard, passages);
            case MODEL -> judge.find(guard, passages, terms);
        };
    }

    private Uni<Optional<Finding>> unevaluated(Model model, Side side, Unevaluated why) {
        return switch (config.whenUnevaluated()) {
            case REFUSE -> Uni.createFrom().failure(refusal(model, side, why));
            case ACCEPT -> {
                LOG.warnf("A text of model %s passes although %s could not be evaluated: %s", model.id(), side.member,
                        why.getMessage());
                yield Uni.createFrom().item(Optional.empty());
            }
        };
    }

    private static PerchException refusal(Model model, Side side, Unevaluated why) {
        return new PerchException(ErrorCode.GUARD_UNEVALUATED, "guardrails." + side.member + " of model " + model.id()
                + " cannot be evaluated, so nothing passes: " + why.getMessage(), why.hint());
    }

    /**
     * A streamed answer, as far as it may leave. Words and patterns are looked for on the way, with the latest characters held
     * back; what takes the whole answer to tell is told at its end. Fails with GUARD_OUTPUT or GUARD_UNEVALUATED.
     */
    public Multi<Delta> watched(Model model, Multi<Delta> deltas, PredictTerms terms) {
        Guard guard = model.gate().guardrails().output();
        if (guard == null) {
            return deltas;
        }
        return rules(model, guard).onItem().transformToMulti(rules -> rules.isEmpty() ? whole(model, guard, deltas, terms)
                : inPieces(model, rules.get(), deltas));
    }

    /** Empty when the parts of an answer do not tell, or it is not known what to look for. */
    private Uni<Optional<Rules>> rules(Model model, Guard guard) {
        return switch (model.gate().guardrails().type()) {
            case MODEL -> Uni.createFrom().item(Optional.empty());
            case LOCAL_REGEX -> local.ready(guard).map(rules -> Optional.of(rules).filter(known -> !known.needWholeText()))
                    .onFailure(Unevaluated.class).recoverWithItem(Optional.empty());
        };
    }

    private Multi<Delta> inPieces(Model model, Rules rules, Multi<Delta> deltas) {
        HeldBack held = new HeldBack(rules, config.holdBack(), finding -> {
            throw Side.OUTPUT.refusal(finding);
        });
        return deltas.onItem().transformToIterable(held::pass)
                .onCompletion().switchTo(() -> Multi.createFrom().iterable(held.rest()))
                .onFailure(Unevaluated.class).transform(why -> refusal(model, Side.OUTPUT, (Unevaluated) why));
    }

    private Multi<Delta> whole(Model model, Guard guard, Multi<Delta> deltas, PredictTerms terms) {
        return deltas.collect().in(() -> new WholeAnswer(config.maxHeldBack()), WholeAnswer::add)
                .call(answer -> check(model, Side.OUTPUT, guard, answer.passages(), terms))
                .onFailure(Unevaluated.class).transform(why -> refusal(model, Side.OUTPUT, (Unevaluated) why))
                .onItem().transformToMulti(answer -> Multi.createFrom().iterable(answer.deltas()));
    }
}
