package io.perch.api;

import io.perch.base.Fields;
import io.perch.model.Gate;
import io.perch.model.Guardrails;
import io.perch.model.ModelInterface;
import io.perch.model.RateLimit;
import java.util.function.UnaryOperator;

/** Reads what stands between callers and a model: {@code interface}, {@code guardrails} and {@code rate_limiter}. */
final class GateBody {

    private static final String LIMITER = "rate_limiter";

    private GateBody() {
    }

    static Gate read(Fields fields) {
        return new Gate(InterfaceBody.read(fields), GuardrailsBody.read(fields), RateLimitBody.read(fields, LIMITER), null);
    }

    /** {@code null} when nothing is said. */
    static UnaryOperator<Gate> change(Fields fields) {
        UnaryOperator<ModelInterface> schemas = InterfaceBody.change(fields);
        UnaryOperator<Guardrails> guardrails = GuardrailsBody.change(fields);
        UnaryOperator<RateLimit> limit = RateLimitBody.change(fields, LIMITER);
        return schemas == null && guardrails == null && limit == null ? null
                : stored -> new Gate(schemas == null ? stored.schemas() : schemas.apply(stored.schemas()),
                        guardrails == null ? stored.guardrails() : guardrails.apply(stored.guardrails()),
                        limit == null ? stored.limit() : limit.apply(stored.limit()), stored.users());
    }
}
