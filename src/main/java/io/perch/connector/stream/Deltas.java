package io.perch.connector.stream;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.Delta;
import java.util.List;

/** What a stream of one kind says, read from bytes that come in any pieces. Not thread-safe: one stream, one reader. */
public interface Deltas {

    /** What these bytes complete, in order. Throws REMOTE_FAILED, REMOTE_ANSWER_TOO_LARGE, REMOTE_ANSWER_UNREADABLE. */
    List<Delta> read(byte[] bytes);

    /** The other side has ended its stream. Throws REMOTE_ANSWER_UNREADABLE when that was too early. */
    List<Delta> end();

    static PerchException endedEarly() {
        return new PerchException(ErrorCode.REMOTE_ANSWER_UNREADABLE, "The stream of the remote service ended before its end",
                "ask again");
    }
}
