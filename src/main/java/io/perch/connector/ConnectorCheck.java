package io.perch.connector;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.address.Endpoint;
import io.perch.connector.call.ClientConfig;
import io.perch.connector.call.Tls;
import io.perch.connector.function.PostProcess;
import io.perch.connector.processor.ProcessorChain;
import io.perch.connector.template.Parameter;
import io.perch.connector.template.Parameters;
import io.perch.model.Switches;
import io.perch.path.JsonPath;
import io.perch.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Judges a connector before it is stored: everything that can be known without calling the service, all faults at once. */
@ApplicationScoped
class ConnectorCheck {

    private static final String PLACEHOLDER = "${";

    private final Settings settings;
    private final Trust trust;
    private final Credentials credentials;

    ConnectorCheck(Settings settings, Trust trust, Credentials credentials) {
        this.settings = settings;
        this.trust = trust;
        this.credentials = credentials;
    }

    /**
     * Throws REMOTE_INFERENCE_OFF, REQUEST_INVALID, ENDPOINT_NOT_TRUSTED.
     *
     * @param given credential as the caller wrote it; {@code null} or empty: the stored one stays
     */
    void check(Connector connector, Map<String, String> given) {
        Switches.requireRemoteInference(settings);
        boolean replaced = given != null && !given.isEmpty();
        Set<String> names = replaced ? given.keySet() : connector.credential().keySet();
        List<String> faults = new ArrayList<>();
        ReadyConnector ready = ReadyConnector.of(connector, faults);
        faults.addAll(replaced ? credentials.faults(given) : List.of());
        faults.addAll(Tls.faults(Objects.requireNonNullElse(connector.client(), ClientConfig.NONE), names));
        faults.addAll(signingFaults(connector, names));
        faults.addAll(parameterFaults(connector.parameters()));
        ready.actions().forEach(action -> faults.addAll(unknownCredentials(action, names)));
        PerchException untrusted = urlFaults(ready, faults);
        if (!faults.isEmpty()) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, String.join("; ", untrusted == null ? faults
                    : with(untrusted.reason(), faults)), "POST /_plugins/_ml/connectors/_simulate tries a connector before it is"
                    + " saved");
        }
        if (untrusted != null) {
            throw untrusted;
        }
    }

    private static List<String> with(String first, List<String> others) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(others);
        return all;
    }

    private static List<String> signingFaults(Connector connector, Set<String> credentials) {
        List<String> faults = new ArrayList<>();
        if (connector.protocol() != Protocol.AWS_SIGV4) {
            return faults;
        }
        if (!credentials.containsAll(Signing.KEYS)) {
            faults.add("Missing credential");
        }
        Signing.PLACE.forEach((name, fault) -> {
            if (!credentials.contains(name) && !connector.parameters().containsKey(name)) {
                faults.add(fault);
            }
        });
        return faults;
    }

    /** Of those that are read by Perch, as far as they are written out. */
    private static List<String> parameterFaults(Map<String, String> parameters) {
        List<String> faults = new ArrayList<>();
        for (String name : List.of("input_processors", "output_processors")) {
            String processors = parameters.get(name);
            if (processors != null && !processors.contains(PLACEHOLDER)) {
                ProcessorChain.parse(processors, name, faults);
            }
        }
        String filter = parameters.get(PostProcess.RESPONSE_FILTER);
        if (filter != null && !filter.isBlank() && !filter.contains(PLACEHOLDER)) {
            try {
                JsonPath.of(filter);
            } catch (PerchException noPath) {
                faults.add(PostProcess.RESPONSE_FILTER + ": " + noPath.reason());
            }
        }
        return faults;
    }

    private static List<String> unknownCredentials(ReadyAction action, Set<String> credentials) {
        Set<String> wanted = new LinkedHashSet<>(action.headers().credentials());
        wanted.addAll(action.url().credentials());
        wanted.removeAll(credentials);
        return wanted.stream().map(name -> "${credential." + name + "} is used, but the credential has no " + name).toList();
    }

    /** Parameters that callers send count as plain words. Answers a url that is not trusted, whose fault has a code of its own. */
    private PerchException urlFaults(ReadyConnector ready, List<String> faults) {
        Parameters defaults = Parameters.of(ready.defaults(), Map.of());
        PerchException untrusted = null;
        for (ReadyAction action : ready.actions()) {
            try {
                trust.rules().trust(Endpoint.of(action.url().withCredentials(name -> "x").render(orWord(action, defaults))));
            } catch (PerchException fault) {
                if (fault.code() == ErrorCode.ENDPOINT_NOT_TRUSTED) {
                    untrusted = fault;
                } else if (!faults.contains(fault.reason())) {
                    faults.add(fault.reason());
                }
            }
        }
        return untrusted;
    }

    private static Parameters orWord(ReadyAction action, Parameters defaults) {
        Map<String, Parameter> words = new HashMap<>();
        action.url().names().stream().filter(name -> defaults.apply(name) == null)
                .forEach(name -> words.put(name, Parameter.ofText("x")));
        return defaults.with(words);
    }
}
