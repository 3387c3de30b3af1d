package io.perch.connector.credential;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds one secret in a text however it is written there: each of its characters as itself, escaped for JSON (also for JSON
 * within JSON), percent-encoded or as an HTML entity, in any mixture, because each encoder draws its own line; and all of it in
 * base64, also as the inner part of something longer such as {@code user:password}.
 */
final class SecretPattern {

    static final int LEAST_LENGTH = 4;
    /** Of what stands behind the scheme in values such as {@code Bearer sk-…}: shorter ones are words. */
    private static final int LEAST_TOKEN = 8;
    /** Of a stretch of base64: shorter ones are in any text. */
    private static final int LEAST_BASE64 = 6;
    /** Backslashes that three levels of JSON make of one; bounded, so that a text of backslashes costs no time. */
    private static final int ESCAPES = 8;

    private SecretPattern() {
    }

    /** Empty for a value that is too short to be masked. */
    static List<Pattern> of(Secret secret) {
        String value = secret.reveal();
        if (value.length() < LEAST_LENGTH) {
            return List.of();
        }
        Set<String> texts = new LinkedHashSet<>();
        texts.add(value);
        String token = value.substring(value.indexOf(' ') + 1).strip();
        if (token.length() >= LEAST_TOKEN) {
            texts.add(token);
        }
        for (String text : List.copyOf(texts)) {
            addBase64(text.getBytes(StandardCharsets.UTF_8), texts);
        }
        return texts.stream().map(text -> Pattern.compile(regex(text))).toList();
    }

    /** Base64 that holds {@code bytes} at any of the three offsets, without the characters that it shares with its neighbours. */
    private static void addBase64(byte[] bytes, Set<String> texts) {
        for (int offset = 0; offset < 3; offset++) {
            byte[] shifted = new byte[offset + bytes.length];
            System.arraycopy(bytes, 0, shifted, offset, bytes.length);
            int from = (8 * offset + 5) / 6;
            int to = 8 * shifted.length / 6;
            if (to - from >= LEAST_BASE64) {
                texts.add(Base64.getEncoder().encodeToString(shifted).substring(from, to));
                texts.add(Base64.getUrlEncoder().encodeToString(shifted).substring(from, to));
            }
        }
    }

    private static String regex(String text) {
        StringBuilder regex = new StringBuilder();
        for (int at = 0; at < text.length();) {
            int character = text.codePointAt(at);
            int count = 1;
            // one quantifier for a run of backslashes: several side by side would try all ways to share them
            while (character == '\\' && at + count < text.length() && text.charAt(at + count) == '\\') {
                count++;
            }
            regex.append(plain(character) ? Character.toString(character) : alternatives(character, count));
            at += count * Character.charCount(character);
        }
        return regex.toString();
    }

    /** What no encoder touches. */
    private static boolean plain(int character) {
        return character < 128 && Character.isLetterOrDigit(character) || character == '_';
    }

    private static String alternatives(int character, int count) {
        List<String> ways = new ArrayList<>();
        ways.add(escaped(character, count));
        ways.add(repeated(unicode(character), count));
        ways.add(repeated(percent(character), count));
        ways.add(repeated(entity(character), count));
        if (character == ' ') {
            ways.add("\\+");
        }
        return "(?:" + String.join("|", ways) + ")";
    }

    private static String repeated(String regex, int count) {
        return count == 1 ? regex : "(?:" + regex + "){" + count + "}";
    }

    /** As itself or with the backslashes of JSON. */
    private static String escaped(int character, int count) {
        String itself = character > ' ' && character < 127
                ? "\\" + (char) character : "\\x{" + Integer.toHexString(character) + "}";
        return switch (character) {
            case '\\' -> "\\\\{" + count + "," + count * ESCAPES + "}+";
            case '"', '/', '\'' -> "\\\\{0," + (ESCAPES - 1) + "}" + itself;
            case '\n' -> itself + "|" + backslashes() + "n";
            case '\r' -> itself + "|" + backslashes() + "r";
            case '\t' -> itself + "|" + backslashes() + "t";
            case '\b' -> itself + "|" + backslashes() + "b";
            case '\f' -> itself + "|" + backslashes() + "f";
            default -> itself;
        };
    }

    private static String backslashes() {
        return "\\\\{1," + ESCAPES + "}";
    }

    private static String unicode(int character) {
        StringBuilder regex = new StringBuilder();
        for (char unit : Character.toChars(character)) {
            regex.append(backslashes()).append('u').append(anyCase(String.format(Locale.ROOT, "%04x", (int) unit)));
        }
        return regex.toString();
    }

    /** Encoded once or several times over: %2F, %252F. */
    private static String percent(int character) {
        StringBuilder regex = new StringBuilder();
        for (byte octet : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
            regex.append("%(?:25){0,2}").append(anyCase(String.format(Locale.ROOT, "%02x", octet)));
        }
        return regex.toString();
    }

    private static String entity(int character) {
        String number = "&#(?:0{0,4}" + character + "|[xX]0{0,4}" + anyCase(Integer.toHexString(character)) + ");";
        return switch (character) {
            case '&' -> "&amp;|" + number;
            case '<' -> "&lt;|" + number;
            case '>' -> "&gt;|" + number;
            case '"' -> "&quot;|" + number;
            case '\'' -> "&apos;|" + number;
            default -> number;
        };
    }

    private static String anyCase(String hex) {
        StringBuilder regex = new StringBuilder();
        for (char digit : hex.toCharArray()) {
            regex.append(Character.isDigit(digit) ? Character.toString(digit) : "[" + digit + Character.toUpperCase(digit) + "]");
        }
        return regex.toString();
    }
}
