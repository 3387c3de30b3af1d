package io.perch.base;

/** Patterns of names in which {@code *} stands for any text. */
public final class Wildcard {

    private Wildcard() {
    }

    public static boolean matches(String pattern, String key) {
        String[] parts = pattern.split("\\*", -1);
        if (!key.startsWith(parts[0])) {
            return false;
        }
        int at = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = key.indexOf(parts[i], at);
            if (found < 0) {
                return false;
            }
            at = found + parts[i].length();
        }
        String last = parts[parts.length - 1];
        return parts.length == 1 ? key.equals(pattern) : key.length() - at >= last.length() && key.endsWith(last);
    }
}
