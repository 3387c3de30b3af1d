package io.perch.model;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/**
 * How many requests each caller may send to one model, ML Commons's <em>controller</em>. Callers who are not named may send as
 * many as they like.
 *
 * @param revision counts the changes
 */
@RegisterForReflection
public record UserLimits(Map<String, RateLimit> users, long revision) {

    /** {@code null}: not limited. */
    public RateLimit of(String user) {
        return users.get(user);
    }
}
