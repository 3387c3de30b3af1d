package io.perch.settings;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.util.ArrayList;
import java.util.List;

/** How the raw form of a setting (a text, or an array of texts) is read, in the original's words when it cannot be. */
public sealed interface SettingType<T> {

    /** Throws SETTING_INVALID. */
    T parse(String key, JsonNode raw);

    /** As the manual calls it. */
    String name();

    /** The permitted values, or empty when the type says it all. */
    default String range() {
        return "";
    }

    /** {@code true} or {@code false}. */
    record Bool() implements SettingType<Boolean> {
        @Override
        public Boolean parse(String key, JsonNode raw) {
            return switch (text(key, raw)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw invalid("Failed to parse value [" + raw.asText()
                        + "] as only [true] or [false] are allowed.", "the setting is [" + key + "]");
            };
        }

        @Override
        public String name() {
            return "boolean";
        }
    }

    /** Bounds are inclusive. */
    record Whole(int min, int max) implements SettingType<Integer> {
        @Override
        public Integer parse(String key, JsonNode raw) {
            return (int) whole(key, text(key, raw), min, max);
        }

        @Override
        public String name() {
            return "integer";
        }

        @Override
        public String range() {
            return bounds(min, min == Integer.MIN_VALUE, max, max == Integer.MAX_VALUE);
        }
    }

    /** 64 bits; bounds are inclusive. */
    record LongWhole(long min, long max) implements SettingType<Long> {
        @Override
        public Long parse(String key, JsonNode raw) {
            return whole(key, text(key, raw), min, max);
        }

        @Override
        public String name() {
            return "long";
        }

        @Override
        public String range() {
            return bounds(min, min == Long.MIN_VALUE, max, max == Long.MAX_VALUE);
        }
    }

    /** Bounds are inclusive. */
    record Decimal(double min, double max) implements SettingType<Double> {
        @Override
        public Double parse(String key, JsonNode raw) {
            String text = text(key, raw);
            try {
                double value = Double.parseDouble(text);
                if (Double.isNaN(value)) {
                    throw unreadable(key, text);
                }
                checkBound(key, text, value < min, ">= " + min);
                checkBound(key, text, value > max, "<= " + max);
                return value;
            } catch (NumberFormatException notANumber) {
                throw unreadable(key, text);
            }
        }

        @Override
        public String name() {
            return "float";
        }

        @Override
        public String range() {
            return "[" + min + ", " + max + "]";
        }
    }

    /** Any text. */
    record Text() implements SettingType<String> {
        @Override
        public String parse(String key, JsonNode raw) {
            return text(key, raw);
        }

        @Override
        public String name() {
            return "string";
        }
    }

    /** A regular expression that cannot run away ({@link RegexRules}). */
    record Regex() implements SettingType<String> {
        @Override
        public String parse(String key, JsonNode raw) {
            return RegexRules.checked(text(key, raw));
        }

        @Override
        public String name() {
            return "regex";
        }
    }

    /** A list; one text is split at its commas. */
    record Texts() implements SettingType<List<String>> {
        @Override
        public List<String> parse(String key, JsonNode raw) {
            return texts(raw);
        }

        @Override
        public String name() {
            return "list";
        }
    }

    /** A list of {@link Regex}. */
    record Regexes() implements SettingType<List<String>> {
        @Override
        public List<String> parse(String key, JsonNode raw) {
            return texts(raw).stream().map(RegexRules::checked).toList();
        }

        @Override
        public String name() {
            return "list of regexes";
        }
    }

    /** {@code 5gb}, {@code 512mb}; -1 for none. In bytes. */
    record Bytes() implements SettingType<Long> {
        @Override
        public Long parse(String key, JsonNode raw) {
            String text = text(key, raw);
            return ByteSize.read(text).orElseThrow(() -> invalid("failed to parse setting [" + key + "] with value [" + text
                    + "] as a size in bytes: unit is missing or unrecognized", "write for example 5gb, or -1 for none"));
        }

        @Override
        public String name() {
            return "byte size";
        }
    }

    private static String text(String key, JsonNode raw) {
        if (!raw.isTextual()) {
            throw invalid("Failed to parse value " + raw + " for setting [" + key + "]", "the setting takes one value");
        }
        return raw.asText();
    }

    private static List<String> texts(JsonNode raw) {
        if (raw.isTextual()) {
            String text = raw.asText().strip();
            return text.isEmpty() ? List.of() : List.of(text.split("\\s*,\\s*"));
        }
        List<String> texts = new ArrayList<>();
        raw.forEach(element -> texts.add(element.asText()));
        return List.copyOf(texts);
    }

    private static long whole(String key, String text, long min, long max) {
        try {
            long value = Long.parseLong(text);
            checkBound(key, text, value < min, ">= " + min);
            checkBound(key, text, value > max, "<= " + max);
            return value;
        } catch (NumberFormatException notANumber) {
            throw unreadable(key, text);
        }
    }

    private static void checkBound(String key, String text, boolean broken, String bound) {
        if (broken) {
            throw invalid("Failed to parse value [" + text + "] for setting [" + key + "] must be " + bound, null);
        }
    }

    private static PerchException unreadable(String key, String text) {
        return invalid("Failed to parse value [" + text + "] for setting [" + key + "]", "a number is wanted");
    }

    private static PerchException invalid(String reason, String hint) {
        return new PerchException(ErrorCode.SETTING_INVALID, reason, hint);
    }

    private static String bounds(long min, boolean noMin, long max, boolean noMax) {
        return noMin && noMax ? "" : "[" + (noMin ? "" : min) + ", " + (noMax ? "…" : max) + "]";
    }
}
