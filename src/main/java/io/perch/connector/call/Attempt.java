package io.perch.connector.call;

import io.perch.base.Deadline;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.call.CallFailed.Verdict;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.function.Supplier;

/** The tries of one call, one after the other. Who gives the call up ends the one under way, whatever stands in between. */
final class Attempt {

    private Cancellable underWay;
    private boolean over;

    /** The next try; a failure that no later one could mend in time is final. */
    <T> Uni<T> next(Supplier<Uni<T>> work, Deadline deadline) {
        return Uni.createFrom().<T>emitter(caller -> {
            synchronized (this) {
                if (over) {
                    caller.fail(new CallFailed(new PerchException(ErrorCode.DEADLINE_EXCEEDED, "The caller has gone", null),
                            Verdict.FINAL));
                    return;
                }
                underWay = Uni.createFrom().deferred(work::get).subscribe().with(caller::complete, caller::fail);
            }
        }).onFailure(CallFailed.class).transform(failure -> inTime((CallFailed) failure, deadline));
    }

    private static CallFailed inTime(CallFailed failure, Deadline deadline) {
        Duration pause = failure.verdict().pause();
        boolean tooLate = pause != null && pause.compareTo(deadline.remaining()) > 0;
        return tooLate ? new CallFailed(failure.why(), new Verdict(false, failure.verdict().outage(), pause)) : failure;
    }

    synchronized void giveUp() {
        over = true;
        if (underWay != null) {
            underWay.cancel();
        }
    }
}
