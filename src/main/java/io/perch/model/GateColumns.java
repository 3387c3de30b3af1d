package io.perch.model;

import io.perch.base.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Map;

/** The columns of a {@link Gate}; {@code null} is open. */
@Embeddable
public class GateColumns {

    @Column(name = "input_schema")
    public String inputSchema;

    @Column(name = "output_schema")
    public String outputSchema;

    public String guardrails;

    @Column(name = "rate_limiter")
    public String rateLimiter;

    @Column(name = "user_limits")
    public String userLimits;

    /** Goes on counting when the limits are taken away and given anew. */
    @Column(name = "user_limits_revision")
    public long userLimitsRevision;

    Gate toGate() {
        return new Gate(new ModelInterface(inputSchema, outputSchema),
                guardrails == null ? Guardrails.NONE : Json.read(guardrails, Guardrails.class),
                rateLimiter == null ? null : Json.read(rateLimiter, RateLimit.class),
                userLimits == null ? null : Json.read(userLimits, UserLimits.class));
    }

    /** All but the limits of users, which have a route of their own. */
    void take(Gate gate) {
        inputSchema = gate.schemas() == null ? null : gate.schemas().input();
        outputSchema = gate.schemas() == null ? null : gate.schemas().output();
        guardrails = gate.guardrails().equals(Guardrails.NONE) ? null : Json.write(gate.guardrails());
        rateLimiter = gate.limit() == null ? null : Json.write(gate.limit());
    }

    /** @param limits {@code null}: none any more */
    void take(Map<String, RateLimit> limits) {
        userLimitsRevision++;
        userLimits = limits == null ? null : Json.write(new UserLimits(limits, userLimitsRevision));
    }
}
