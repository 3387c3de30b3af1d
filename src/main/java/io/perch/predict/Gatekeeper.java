package io.perch.predict;

import io.perch.base.Caller;
import io.perch.model.Delta;
import io.perch.model.Model;
import io.perch.model.PredictInput;
import io.perch.model.PredictOutput;
import io.perch.model.PredictTerms;
import io.perch.model.Switches;
import io.perch.predict.guard.Guards;
import io.perch.predict.rate.RateLimits;
import io.perch.settings.Settings;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Lets requests to a model in and its answers out, as its owner wants it: the schema first, which costs nobody anything, then the
 * rate, then what takes a look at every text. Who is not let in is counted by the reason.
 */
@ApplicationScoped
class Gatekeeper {

    private final Interfaces interfaces;
    private final RateLimits limits;
    private final Guards guards;
    private final Refusals refusals;
    private final Settings settings;

    Gatekeeper(Interfaces interfaces, RateLimits limits, Guards guards, Refusals refusals, Settings settings) {
        this.interfaces = interfaces;
        this.limits = limits;
        this.guards = guards;
        this.refusals = refusals;
        this.settings = settings;
    }

    /** Throws MODEL_DISABLED, LOCAL_MODELS_OFF, REMOTE_INFERENCE_OFF. */
    void requireOpen(Model model) {
        refusals.counted(model, () -> Switches.requireEnabled(model));
        Switches.require(model.function(), settings);
    }

    /** Throws STREAM_UNCHECKED. */
    void requireStreamable(Model model) {
        refusals.counted(model, () -> Interfaces.requireNoOutputSchema(model));
    }

    /** Fails with INTERFACE_INPUT, RATE_LIMITED, RATE_LIMITED_USER, GUARD_INPUT, GUARD_UNEVALUATED. */
    Uni<Void> letIn(PredictCall call) {
        return call.model().gate().isOpen() ? Uni.createFrom().voidItem() : refusals.counted(call.model(),
                interfaces.checkInput(call.model(), call.input())
                        .chain(() -> letIn(call.model(), call.caller(), call.input(), call.terms())));
    }

    /** As {@link #letIn(PredictCall)}, for a request that is no predict: it is not held against the schema of one. */
    Uni<Void> letInBatch(PredictCall call) {
        return refusals.counted(call.model(), letIn(call.model(), call.caller(), call.input(), call.terms()));
    }

    private Uni<Void> letIn(Model model, Caller caller, PredictInput input, PredictTerms terms) {
        return limits.admit(model, caller).chain(() -> guards.checkInput(model, input, terms));
    }

    /** Fails with GUARD_OUTPUT, GUARD_UNEVALUATED, INTERFACE_OUTPUT. */
    Uni<Void> letOut(PredictCall call, PredictOutput output) {
        return refusals.counted(call.model(), guards.checkOutput(call.model(), output, call.terms())
                .chain(() -> interfaces.checkOutput(call.model(), output)));
    }

    /** As far as the guardrails let it pass. Fails with GUARD_OUTPUT, GUARD_UNEVALUATED. */
    Multi<Delta> letOut(PredictCall call, Multi<Delta> deltas) {
        return call.model().gate().isOpen() ? deltas
                : guards.watched(call.model(), deltas, call.terms())
                        .onFailure().invoke(failure -> refusals.count(call.model(), failure));
    }
}
