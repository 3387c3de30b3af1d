package io.perch.connector.credential;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the credential that a caller gives into what may be stored, and that into what calls need. Stored is each value sealed,
 * but references ({@code env:NAME}, {@code file:PATH}) as they are.
 */
public final class Vault {

    private final Sealing sealing;
    private final References references;

    public Vault(Sealing sealing, References references) {
        this.sealing = sealing;
        this.references = references;
    }

    /** What is wrong with the references in {@code given}, one sentence each; empty when all may be stored. */
    public List<String> faults(Map<String, String> given) {
        List<String> faults = new ArrayList<>();
        Parts.of(given).references.forEach((name, reference) -> references.fault(reference)
                .ifPresent(why -> faults.add("Credential '" + name + "' is refused: " + why)));
        return faults;
    }

    /**
     * What to store of {@code given} for {@code owner}, the id of the connector or of the model that has it inline. Fails with
     * REQUEST_INVALID for {@link #faults} and as {@link Sealing#key()} does; references alone need no key.
     */
    public Uni<Map<String, String>> seal(String owner, Map<String, String> given) {
        return allowed(given).chain(parts -> parts.values.isEmpty() ? Uni.createFrom().item(given)
                : sealing.key().map(key -> parts.sealed(key, owner)));
    }

    /** Opens what {@link #seal} made. Fails as {@link Sealing#key()} and {@link DataKey#open} do. */
    public Uni<OpenCredential> open(String owner, Map<String, String> stored) {
        Parts parts = Parts.of(stored);
        return parts.values.isEmpty() ? Uni.createFrom().item(opened(Map.of(), parts))
                : sealing.key().map(key -> opened(parts.opened(key, owner), parts));
    }

    /** Of a connector that is tried before it is saved: nothing is sealed. Fails with REQUEST_INVALID for {@link #faults}. */
    public Uni<OpenCredential> draft(Map<String, String> given) {
        return allowed(given).map(parts -> opened(parts.plain(), parts));
    }

    private OpenCredential opened(Map<String, Secret> values, Parts parts) {
        return new OpenCredential(values, parts.references, references);
    }

    private Uni<Parts> allowed(Map<String, String> given) {
        List<String> faults = faults(given);
        return faults.isEmpty() ? Uni.createFrom().item(Parts.of(given)) : Uni.createFrom().failure(
                new PerchException(ErrorCode.REQUEST_INVALID, String.join("; ", faults), References.HINT));
    }

    /** A credential told apart: what leads elsewhere, and what is a value, plain or sealed. */
    private record Parts(Map<String, Reference> references, Map<String, String> values) {

        static Parts of(Map<String, String> credential) {
            Parts parts = new Parts(new LinkedHashMap<>(), new LinkedHashMap<>());
            credential.forEach((name, value) -> Reference.of(value).ifPresentOrElse(
                    reference -> parts.references.put(name, reference), () -> parts.values.put(name, value)));
            return parts;
        }

        Map<String, String> sealed(DataKey key, String owner) {
            Map<String, String> stored = new LinkedHashMap<>();
            references.forEach((name, reference) -> stored.put(name, reference.toString()));
            values.forEach((name, value) -> stored.put(name, key.seal(Secret.of(value), owner, name)));
            return stored;
        }

        Map<String, Secret> opened(DataKey key, String owner) {
            Map<String, Secret> opened = new LinkedHashMap<>();
            values.forEach((name, value) -> opened.put(name, key.open(value, owner, name)));
            return opened;
        }

        Map<String, Secret> plain() {
            Map<String, Secret> plain = new LinkedHashMap<>();
            values.forEach((name, value) -> plain.put(name, Secret.of(value)));
            return plain;
        }
    }
}
