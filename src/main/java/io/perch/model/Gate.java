package io.perch.model;

/**
 * What stands between callers and a model.
 *
 * @param schemas    that requests and answers are held against; {@code null} in a request whose caller has said nothing of them
 * @param guardrails what texts may not have in them
 * @param limit      requests of all callers together; {@code null}: as many as come
 * @param users      requests of one caller; {@code null}: as many as come
 */
public record Gate(ModelInterface schemas, Guardrails guardrails, RateLimit limit, UserLimits users) {

    public static final Gate OPEN = new Gate(ModelInterface.OPEN, Guardrails.NONE, null, null);

    public boolean isOpen() {
        return equals(OPEN);
    }

    public Gate with(ModelInterface schemas) {
        return new Gate(schemas, guardrails, limit, users);
    }
}
