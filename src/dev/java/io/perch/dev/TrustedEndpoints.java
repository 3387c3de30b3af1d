package io.perch.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/** The settings by which connectors may call services on this machine; what else they may call stays as it is. */
public final class TrustedEndpoints {

    static final String HERE = "^http://127\\.0\\.0\\.1:[0-9]+/.*$";

    private static final String SETTINGS = "/_cluster/settings";
    private static final String TRUSTED = "plugins.ml_commons.trusted_connector_endpoints_regex";
    private static final String PRIVATE = "plugins.ml_commons.connector.private_ip_enabled";

    private final PerchApi api;
    private final Console console;

    public TrustedEndpoints(PerchApi api, Console console) {
        this.api = api;
        this.console = console;
    }

    /** Fails with {@link CallFailed}. */
    public void allowThisMachine() {
        ArrayNode trusted = withThisMachine(api.quietly("GET", SETTINGS + "?include_defaults=true&flat_settings=true", ""));
        ObjectNode update = JsonNodeFactory.instance.objectNode();
        update.putObject("persistent").put(PRIVATE, true).set(TRUSTED, trusted);
        api.quietly("PUT", SETTINGS, update.toString());
        console.quote("PUT " + SETTINGS);
        console.quote("  " + TRUSTED + " gets one more: " + HERE);
        console.quote("  " + PRIVATE + " is true");
    }

    /** The list in force, a setting that replaces it being a setting of all of it. */
    static ArrayNode withThisMachine(JsonNode settings) {
        JsonNode now = Stream.of("transient", "persistent", "defaults").map(scope -> settings.path(scope).path(TRUSTED))
                .filter(JsonNode::isArray).findFirst().orElseGet(JsonNodeFactory.instance::arrayNode);
        ArrayNode trusted = JsonNodeFactory.instance.arrayNode();
        now.forEach(regex -> {
            if (!regex.asText().equals(HERE)) {
                trusted.add(regex);
            }
        });
        return trusted.add(HERE);
    }
}
