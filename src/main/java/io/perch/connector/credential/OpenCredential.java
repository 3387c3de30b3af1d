package io.perch.connector.credential;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The credential of a connector in use: what was sealed is open, what is a reference is followed at each call. */
public final class OpenCredential {

    private final Map<String, Reference> named;
    private final References references;
    private volatile Credential current;

    OpenCredential(Map<String, Secret> opened, Map<String, Reference> named, References references) {
        this.current = new Credential(opened);
        this.named = named;
        this.references = references;
    }

    /**
     * The values of this moment. The same instance for as long as no value changes, so that whoever prepares something from it (a
     * header, a signing key) can see by {@code ==} whether it still holds. Fails with REQUEST_INVALID when the operator no longer
     * allows a reference, and with CREDENTIAL_UNREADABLE when it leads nowhere.
     */
    public Uni<Credential> now() {
        return named.isEmpty() ? Uni.createFrom().item(current) : Uni.createFrom().deferred(this::followed);
    }

    private Uni<Credential> followed() {
        Map<String, Secret> found = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        named.forEach((name, reference) -> {
            Secret held = references.held(reference);
            if (held == null) {
                unknown.add(name);
            } else {
                found.put(name, held);
            }
        });
        return unknown.isEmpty() ? Uni.createFrom().item(with(found)) : read(unknown).map(secrets -> {
            for (int i = 0; i < unknown.size(); i++) {
                found.put(unknown.get(i), secrets.get(i));
            }
            return with(found);
        });
    }

    private Uni<List<Secret>> read(List<String> names) {
        return Uni.join().all(names.stream().map(name -> references.read(named.get(name))).toList()).andFailFast();
    }

    private Credential with(Map<String, Secret> found) {
        Credential known = current;
        if (known.hasAll(found)) {
            return known;
        }
        Credential next = known.with(found);
        current = next;
        return next;
    }
}
