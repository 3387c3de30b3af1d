package io.perch.connector;

import io.perch.connector.address.AddressRules;
import io.perch.settings.MlSettings;
import io.perch.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Where connectors may call, as the settings of this moment say; compiled anew only when they have changed. */
@ApplicationScoped
class Trust {

    /** The settings as they were read, and what was made of them. */
    private record Compiled(List<String> trusted, boolean privateAllowed, List<String> trustedPrivate, List<String> restricted,
            AddressRules rules) {
    }

    private final Settings settings;
    private volatile Compiled compiled;

    Trust(Settings settings) {
        this.settings = settings;
    }

    AddressRules rules() {
        List<String> trusted = settings.get(MlSettings.TRUSTED_CONNECTOR_ENDPOINTS_REGEX);
        boolean privateAllowed = settings.get(MlSettings.CONNECTOR_PRIVATE_IP_ENABLED);
        List<String> trustedPrivate = settings.get(MlSettings.TRUSTED_CONNECTOR_PRIVATE_ENDPOINTS_REGEX);
        List<String> restricted = settings.get(MlSettings.CONNECTOR_RESTRICTED_IP_PATTERNS);
        Compiled known = compiled;
        if (known == null || known.privateAllowed != privateAllowed || !known.trusted.equals(trusted)
                || !known.trustedPrivate.equals(trustedPrivate) || !known.restricted.equals(restricted)) {
            known = new Compiled(trusted, privateAllowed, trustedPrivate, restricted,
                    AddressRules.of(trusted, privateAllowed, trustedPrivate, restricted));
            compiled = known;
        }
        return known.rules;
    }
}
