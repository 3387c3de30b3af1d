package io.perch.query;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** The body of a {@code _msearch}: a line that says where to search, and one that says what, for each search. */
public final class Lines {

    private static final byte END = '\n';

    private Lines() {
    }

    /** One search. @param header may be empty */
    public record Pair(Buffer header, Buffer source) {
    }

    /**
     * As OpenSearch takes them apart: an empty first line is skipped, a last header without a source too.
     * Throws REQUEST_INVALID when the last line does not end.
     */
    public static List<Pair> read(Buffer body) {
        List<Buffer> lines = lines(body);
        int from = !lines.isEmpty() && lines.getFirst().length() == 0 ? 1 : 0;
        List<Pair> pairs = new ArrayList<>();
        for (int at = from; at + 1 < lines.size(); at += 2) {
            pairs.add(new Pair(lines.get(at), lines.get(at + 1)));
        }
        return pairs;
    }

    private static List<Buffer> lines(Buffer body) {
        byte[] bytes = body.getBytes();
        List<Buffer> lines = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == END) {
                lines.add(body.slice(start, at));
                start = at + 1;
            }
        }
        if (start < bytes.length) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "The msearch request must be terminated by a newline [\n]",
                    "curl: --data-binary keeps newlines, -d drops them");
        }
        return lines;
    }
}
