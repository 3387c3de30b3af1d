package io.perch.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Fields;
import io.perch.connector.Action;
import io.perch.connector.ActionType;
import io.perch.connector.ConnectorDraft;
import io.perch.connector.Protocol;
import io.perch.connector.call.ClientConfig;
import io.perch.connector.call.RetryPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a connector, or what is to be changed of one. Only its form is judged here; what it says is judged by
 * {@code connector}.
 */
final class ConnectorBody {

    private static final Pattern ACTION_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int LONGEST_NAME = 512;
    private static final int MOST_CONNECTIONS = 100_000;
    private static final int MOST_RETRIES = 1_000;
    private static final int A_DAY = 86_400;
    private static final int TEN_MINUTES = 600_000;

    private final Fields fields;

    private ConnectorBody(Fields fields) {
        this.fields = fields;
    }

    /** Throws REQUEST_INVALID with every fault of form there is. */
    static ConnectorDraft create(Fields fields) {
        ConnectorDraft draft = new ConnectorBody(fields).whole();
        fields.check();
        ModelGroupResource.refuseAccess(fields);
        return draft;
    }

    /** As {@link #create}, for a connector inside another body, whose faults it shares. */
    static ConnectorDraft inline(Fields fields) {
        return new ConnectorBody(fields).whole();
    }

    /** Members that are left out stay as they are. Throws REQUEST_INVALID with every fault of form there is. */
    static ConnectorDraft change(Fields fields) {
        ConnectorDraft draft = new ConnectorBody(fields).read();
        fields.check();
        ModelGroupResource.refuseAccess(fields);
        return draft;
    }

    private ConnectorDraft whole() {
        // the name first, as in the original: clients look for its fault at the start of the reason
        require("name", "Connector name is null");
        require("version", "Connector version is null");
        require("protocol", "Connector protocol is null");
        if (!fields.has("actions") || fields.node("actions").isEmpty()) {
            fields.fault("actions", "No actions configured for this connector");
        }
        if (!fields.has("credential") || fields.node("credential").isEmpty()) {
            fields.fault("credential", "Connector credential is null or empty list");
        }
        return read();
    }

    private void require(String name, String whenMissing) {
        fields.required(name, whenMissing);
    }

    private ConnectorDraft read() {
        String name = fields.string("name");
        if (name != null && name.length() > LONGEST_NAME) {
            fields.fault("name", "Connector name is longer than " + LONGEST_NAME + " characters");
        }
        return new ConnectorDraft(ProposedId.read(fields, "connector_id", "connector id"), name, fields.string("version"),
                fields.string("description"), protocol(), texts(fields, "parameters"), texts(fields, "credential"), actions(),
                client());
    }

    private Protocol protocol() {
        return fields.choice("protocol", Protocol::read, text -> "Unsupported connector protocol. Please use one of"
                + " [aws_sigv4, http]" + (text.startsWith("mcp_") ? "; MCP is not part of Perch" : ""));
    }

    /** Strings as they are, everything else as its JSON text. */
    static Map<String, String> texts(Fields fields, String name) {
        ObjectNode object = fields.objectNode(name);
        if (object == null) {
            return null;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (!member.getValue().isNull()) {
                texts.put(member.getKey(), member.getValue().isTextual() ? member.getValue().textValue()
                        : member.getValue().toString());
            }
        }
        return texts;
    }

    private List<Action> actions() {
        List<Fields> given = fields.objects("actions");
        return given == null ? null : given.stream().map(ConnectorBody::action).toList();
    }

    private static Action action(Fields action) {
        action.required("action_type", "action type can't be null");
        action.required("method", "method can't be null");
        action.required("url", "url can't be null");
        return new Action(type(action), name(action), method(action), action.string("url"), texts(action, "headers"),
                requestBody(action), action.string("pre_process_function"), action.string("post_process_function"),
                action.bool("supports_structured_output"));
    }

    private static ActionType type(Fields action) {
        return action.choice("action_type", ActionType::read, text -> "Unknown action type [" + text
                + "]: use one of [predict, execute, batch_predict, batch_predict_status, cancel_batch_predict]");
    }

    private static String name(Fields action) {
        String name = action.string("name");
        if (name != null && (!ACTION_NAME.matcher(name).matches() || ActionType.read(name).isPresent())) {
            return action.fault("name", "The name of an action has at most 64 letters, digits, '_' and '-', and is no action"
                    + " type; [" + name + "] is not");
        }
        return name;
    }

    private static String method(Fields action) {
        return action.choice("method", ConnectorBody::method, text -> "unsupported http method [" + text
                + "]: use POST, GET, PUT or DELETE");
    }

    private static Optional<String> method(String text) {
        return List.of("POST", "GET", "PUT", "DELETE").contains(text.toUpperCase(Locale.ROOT)) ? Optional.of(text)
                : Optional.empty();
    }

    /** A template; written as an object instead of a text it means that object's text. */
    private static String requestBody(Fields action) {
        JsonNode body = action.node("request_body");
        return body == null || body.isValueNode() ? action.string("request_body") : body.toString();
    }

    private ClientConfig client() {
        Fields client = fields.object("client_config");
        return client == null ? null : new ClientConfig(client.integer("max_connection", 1, MOST_CONNECTIONS),
                client.integer("connection_timeout", 1, A_DAY), client.integer("read_timeout", 1, A_DAY),
                client.integer("max_retry_times", -1, MOST_RETRIES), client.integer("retry_backoff_millis", 0, TEN_MINUTES),
                client.integer("retry_timeout_seconds", 1, A_DAY),
                client.choice("retry_backoff_policy", RetryPolicy::read, text -> "Unsupported retry backoff policy"),
                client.bool("skip_ssl_verification"), client.bool("mutual_tls_enabled"), keystore(client));
    }

    private static String keystore(Fields client) {
        return client.choice("keystore_type", text -> List.of("PEM", "PKCS12").contains(text.toUpperCase(Locale.ROOT))
                ? Optional.of(text.toUpperCase(Locale.ROOT)) : Optional.empty(), text -> "keystore_type is PEM or PKCS12");
    }
}
