package io.perch.api;

import io.perch.base.Fields;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Ids that callers propose for what they create. */
final class ProposedId {

    private static final int LONGEST = 512;
    private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]*");

    private ProposedId() {
    }

    /** The proposed id, or {@code null}: Perch makes one. {@code label} is how messages call it. */
    static String read(Fields fields, String name, String label) {
        String id = fields.string(name);
        if (id == null) {
            return null;
        }
        if (id.isBlank()) {
            return fields.fault(label + " is invalid");
        }
        if (id.startsWith("_") || id.startsWith("-")) {
            return fields.fault(label + " must not start with '" + id.charAt(0) + "'");
        }
        if (id.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return fields.fault(label + " is too long, max length is " + LONGEST);
        }
        return ALLOWED.matcher(id).matches() ? id : fields.fault(label
                + " must contain only letters, digits, underscores, and hyphens, and must start with a letter or digit");
    }
}
