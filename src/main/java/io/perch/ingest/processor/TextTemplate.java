package io.perch.ingest.processor;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.ingest.document.Document;
import io.perch.ingest.document.DocumentPath;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with {@code {{field}}} or {@code {{{field}}}} in it, which stand for what the document has there, or for nothing; the
 * part of Mustache that pipelines use. Values go in as they are and are never looked at again. Immutable.
 */
record TextTemplate(List<Part> parts) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\{\\s*([^{}]+?)\\s*}}}|\\{\\{\\s*([^{}#^/!>&]+?)\\s*}}");

    /** @param path {@code null} for the text itself */
    record Part(String text, DocumentPath path) {
    }

    /** Throws REQUEST_INVALID for what Mustache knows and this does not: sections, partials, comments. */
    static TextTemplate of(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher found = PLACEHOLDER.matcher(text);
        int from = 0;
        while (found.find()) {
            add(parts, text.substring(from, found.start()));
            parts.add(new Part(null, DocumentPath.of(found.group(1) == null ? found.group(2) : found.group(1))));
            from = found.end();
        }
        add(parts, text.substring(from));
        return new TextTemplate(List.copyOf(parts));
    }

    private static void add(List<Part> parts, String literal) {
        if (literal.contains("{{")) {
            throw new PerchException(ErrorCode.REQUEST_INVALID,
                    "[" + literal.substring(literal.indexOf("{{")) + "] is not {{field}}",
                    "sections, partials and comments of Mustache are not served");
        }
        if (!literal.isEmpty()) {
            parts.add(new Part(literal, null));
        }
    }

    String fill(Document document) {
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            filled.append(part.path == null ? part.text
                    : part.path.any(document).filter(value -> !value.isNull()).map(TextTemplate::text).orElse(""));
        }
        return filled.toString();
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }
}
