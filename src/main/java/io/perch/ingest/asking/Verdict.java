package io.perch.ingest.asking;

import io.perch.base.ErrorCode;
import io.perch.base.ErrorCode.Category;
import io.perch.base.PerchException;
import java.util.EnumSet;
import java.util.Set;

/** What a failure of a predict means for the documents it was for. */
enum Verdict {
    /** There is no room now: the same may go well later. */
    LATER,
    /** Perhaps one of them is to blame: the others may go well without it. */
    EACH_ALONE,
    /** It is the same for all of them. */
    ALL;

    /** It is not the input that is refused. */
    private static final Set<ErrorCode> OF_THE_MODEL = EnumSet.of(ErrorCode.MODEL_NOT_FOUND, ErrorCode.MODEL_DISABLED,
            ErrorCode.MODEL_NOT_REGISTERED, ErrorCode.MODEL_NOT_DEPLOYED, ErrorCode.MODEL_IS_LOCAL, ErrorCode.MODEL_IS_REMOTE,
            ErrorCode.LOCAL_MODELS_OFF, ErrorCode.REMOTE_INFERENCE_OFF, ErrorCode.ACTION_MISSING, ErrorCode.ENDPOINT_NOT_TRUSTED,
            ErrorCode.ADDRESS_FORBIDDEN, ErrorCode.CONNECTOR_NOT_FOUND, ErrorCode.REMOTE_UNREACHABLE, ErrorCode.REMOTE_TIMED_OUT,
            ErrorCode.NO_ELIGIBLE_NODE, ErrorCode.ENGINE_REFUSED_MODEL);

    private static final Set<Integer> NO_ROOM = Set.of(429, 503);
    private static final Set<Integer> OF_THE_CALLER = Set.of(401, 403, 404);

    static Verdict of(PerchException failure) {
        ErrorCode code = failure.code();
        if (code == ErrorCode.REMOTE_FAILED) {
            return ofRemote(failure.details().remote());
        }
        if (code == ErrorCode.DEADLINE_EXCEEDED || code == ErrorCode.SHUTTING_DOWN) {
            return ALL;
        }
        if (code.category() == Category.CAPACITY) {
            return LATER;
        }
        return OF_THE_MODEL.contains(code) || code == ErrorCode.INTERNAL ? ALL : EACH_ALONE;
    }

    private static Verdict ofRemote(PerchException.Remote remote) {
        if (remote == null || OF_THE_CALLER.contains(remote.status())) {
            return ALL;
        }
        return NO_ROOM.contains(remote.status()) ? LATER : remote.status() < 500 ? EACH_ALONE : ALL;
    }
}
