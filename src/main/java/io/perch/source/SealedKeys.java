package io.perch.source;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/**
 * The same, fit to be stored.
 *
 * @param owner       for whom the values are sealed; {@code null} when the connector's credential is meant
 * @param credential  each value sealed, or a reference
 * @param connectorId {@code null} when the credential is given
 */
@RegisterForReflection
public record SealedKeys(String owner, Map<String, String> credential, String connectorId) {
}
