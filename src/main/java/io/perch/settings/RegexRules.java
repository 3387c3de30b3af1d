package io.perch.settings;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What a regular expression in a setting must keep to, so that no input can make it run away. */
final class RegexRules {

    private static final int LONGEST = 256;
    private static final Pattern NESTED_QUANTIFIER = Pattern.compile("\\([^()]*[*+}][^()]*\\)[*+{]");
    private static final Pattern BACKREFERENCE = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\(?:[1-9]|k<)");

    private RegexRules() {
    }

    /** Throws SETTING_INVALID, else returns {@code regex} itself. */
    static String checked(String regex) {
        if (regex.length() > LONGEST) {
            throw invalid("Regex pattern too long (max " + LONGEST + " chars): " + regex, null);
        }
        if (NESTED_QUANTIFIER.matcher(regex).find() || BACKREFERENCE.matcher(regex).find()) {
            throw invalid("Regex pattern contains nested quantifiers or backreferences that may cause ReDoS: " + regex, null);
        }
        try {
            Pattern.compile(regex);
            return regex;
        } catch (PatternSyntaxException fault) {
            throw invalid("Invalid regex pattern: " + regex, fault.getDescription() + " near index " + fault.getIndex());
        }
    }

    private static PerchException invalid(String reason, String hint) {
        return new PerchException(ErrorCode.SETTING_INVALID, reason, hint);
    }
}
