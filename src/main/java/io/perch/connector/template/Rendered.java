package io.perch.connector.template;

import java.util.List;

/**
 * A template, filled.
 *
 * @param missing  names that nothing filled and that have no default, each once, in order; they stay in the text
 * @param unquoted names that stand outside of quotes and were filled with text that is no JSON
 * @param valid    whether the text is JSON for certain; if not, only parsing it tells
 */
public record Rendered(String text, List<String> missing, List<String> unquoted, boolean valid) {

    /** The text may be long, and nobody's to see. */
    @Override
    public String toString() {
        return "Rendered[" + text.length() + " characters, missing=" + missing + ", valid=" + valid + "]";
    }
}
