package io.perch.ingest.batch;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.path.JsonPath;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path into the lines of one source: {@code source[1].$.a.b}, or without the prefix where there is one source only. */
record SourcePath(int source, JsonPath path) {

    private static final Pattern PREFIX = Pattern.compile("source\\[(\\d{1,6})]\\.(.*)", Pattern.DOTALL);
    private static final Pattern LAST_NAME = Pattern.compile("(?:^|\\.|\\[['\"])([^.\\[\\]'\"*$@()]+)(?:['\"]])?$");

    /** Throws REQUEST_INVALID. */
    static SourcePath of(String text, int sources) {
        Matcher parts = PREFIX.matcher(text);
        if (!parts.matches()) {
            return new SourcePath(only(text, sources), JsonPath.of(text));
        }
        int source = Integer.parseInt(parts.group(1));
        if (source >= sources) {
            throw wrong("'" + text + "' names source[" + source + "], and there are " + sources);
        }
        return new SourcePath(source, JsonPath.of(parts.group(2)));
    }

    private static int only(String text, int sources) {
        if (sources > 1) {
            throw wrong("'" + text + "' must begin with source[0]. to source[" + (sources - 1) + "]., for there are " + sources
                    + " sources");
        }
        return 0;
    }

    /** What the path ends with. Throws REQUEST_INVALID. */
    String lastName() {
        Matcher name = LAST_NAME.matcher(path.text());
        if (!name.find()) {
            throw wrong("'" + path.text() + "' does not end with a name, so that nothing says how the field is called: write it"
                    + " in field_map");
        }
        return name.group(1);
    }

    private static PerchException wrong(String reason) {
        return new PerchException(ErrorCode.REQUEST_INVALID, reason, null);
    }
}
