package io.perch.connector.template;

import com.fasterxml.jackson.databind.JsonNode;

/** What fills a placeholder. Where it stands decides how it is written: see {@link Template}. */
public sealed interface Parameter {

    /** As it was given, not escaped. */
    String text();

    /** Whether {@link #text} is one whole JSON value that is not a string. */
    boolean isJson();

    /** Whether somebody said {@code null}, for which the default of a placeholder stands in. */
    default boolean isNull() {
        return isJson() && text().equals("null");
    }

    /** A member of a JSON body: a string is text, everything else is JSON; one that is not there is {@code null}. */
    static Parameter of(JsonNode node) {
        if (node == null || node.isMissingNode()) {
            return new Json("null");
        }
        return node.isTextual() ? new Text(node.textValue()) : new Json(node.toString());
    }

    static Parameter ofText(String text) {
        return new Text(text);
    }

    /** @param json one whole JSON value that is not a string; nobody checks it again */
    static Parameter ofJson(String json) {
        return new Json(json);
    }

    /** Text of a caller. In quotes it stays text, whatever it looks like. */
    record Text(String text) implements Parameter {

        @Override
        public boolean isJson() {
            return false;
        }
    }

    /** @param text one whole JSON value that is not a string */
    record Json(String text) implements Parameter {

        @Override
        public boolean isJson() {
            return true;
        }
    }

    /** Of a caller, but named in {@code no_escape_params} of the connector: goes in as it is, wherever it stands. */
    record Raw(String text, boolean isJson) implements Parameter {
    }

    /** Of a caller who says, by {@code no_escape_params}, that it is escaped already. What is not, is escaped after all. */
    record Escaped(String text) implements Parameter {

        @Override
        public boolean isJson() {
            return false;
        }
    }

    /** A parameter of the connector itself: its owner's text, whose placeholders the parameters of the call fill. */
    record Preset(Default source, Parameters call) implements Parameter {

        @Override
        public String text() {
            return source.text(call);
        }

        @Override
        public boolean isJson() {
            return source.isJson(call);
        }

        @Override
        public boolean isNull() {
            return source.isNull();
        }
    }
}
