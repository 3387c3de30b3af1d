package io.perch.settings;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One key of {@code plugins.ml_commons.*}.
 *
 * @param builtIn  the default in its raw form (a text, or an array of texts), which config may replace
 * @param effect   what it does, in one line of {@code docs/settings.md}
 */
public record Setting<T>(String key, SettingType<T> type, JsonNode builtIn, Change change, Honoured honoured, String effect) {

    /** When it may be set: through the API, only in the configuration, or not even by those who may change the latter. */
    public enum Change { DYNAMIC, STATIC, FINAL }

    /** Since when Perch acts on it. Whoever builds the later work moves its settings to {@link #NOW}. */
    public enum Honoured {
        NOW("now"),
        WITH_IDENTITY("later, with users and access control"),
        NO_EFFECT("accepted, no effect");

        private final String words;

        Honoured(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** Throws SETTING_INVALID when {@code raw} is not a value of this setting. */
    public T parse(JsonNode raw) {
        return type.parse(key, raw);
    }

    @Override
    public String toString() {
        return key;
    }
}
