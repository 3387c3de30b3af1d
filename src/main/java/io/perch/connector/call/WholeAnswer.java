package io.perch.connector.call;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.call.CallFailed.Verdict;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** Waits for all of the answer, up to a bound. */
final class WholeAnswer extends Exchange<HttpAnswer> {

    private static final int MOST_DIGITS = 18;

    private final HttpCall call;
    private final long maxBytes;

    WholeAnswer(HttpCall call, long maxBytes, Troubles troubles, UniEmitter<? super HttpAnswer> caller, CallMetrics.Try metered) {
        super(call, troubles, caller, metered);
        this.call = call;
        this.maxBytes = maxBytes;
    }

    @Override
    void read(HttpClientResponse response) {
        if (isOver()) {
            return;
        }
        response.exceptionHandler(failure -> fail(broken(failure)));
        long announced = announced(response.getHeader("Content-Length"));
        if (announced > maxBytes) {
            tooLarge(announced);
            return;
        }
        Buffer body = Buffer.buffer((int) Math.clamp(announced, 0, maxBytes));
        response.handler(some -> add(some, body));
        response.endHandler(done -> complete(response.statusCode(),
                new HttpAnswer(response.statusCode(), response.headers(), body)));
    }

    /** -1 when the other side did not say, or nothing that could be. */
    private static long announced(String length) {
        boolean number = length != null && !length.isEmpty() && length.length() <= MOST_DIGITS
                && length.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return number ? Long.parseLong(length) : -1;
    }

    private void add(Buffer some, Buffer body) {
        if (body.length() + (long) some.length() > maxBytes) {
            tooLarge(-1);
        } else if (!isOver()) {
            body.appendBuffer(some);
        }
    }

    private void tooLarge(long announced) {
        fail(new CallFailed(new PerchException(ErrorCode.REMOTE_ANSWER_TOO_LARGE, "The answer of " + call.otherSide()
                + (announced < 0 ? " is longer than " : " is " + announced + " bytes long, of which Perch takes ") + maxBytes
                + " bytes", "ask for less at once, or raise plugins.ml_commons.max_json_size and perch.remote.max-answer-size"),
                Verdict.FINAL));
        breakOff();
    }
}
