package io.perch.connector.call;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.call.CallFailed.Verdict;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/** One request and its whole answer, which ends exactly once: with the answer, with a failure, or because its caller went away. */
final class Exchange {

    private final HttpCall call;
    private final long maxBytes;
    private final Troubles troubles;
    private final UniEmitter<? super HttpAnswer> caller;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile HttpClientRequest request;

    Exchange(HttpCall call, long maxBytes, Troubles troubles, UniEmitter<? super HttpAnswer> caller) {
        this.call = call;
        this.maxBytes = maxBytes;
        this.troubles = troubles;
        this.caller = caller;
    }

    void begin(HttpClientRequest connected) {
        request = connected;
        if (over.get()) {
            connected.reset();
            return;
        }
        connected.exceptionHandler(failure -> fail(troubles.talking(failure, false)));
        connected.response().onSuccess(this::read).onFailure(failure -> fail(troubles.talking(failure, false)));
        if (call.body() == null) {
            connected.end();
        } else {
            connected.end(call.body());
        }
    }

    private void read(HttpClientResponse response) {
        if (over.get()) {
            return;
        }
        response.exceptionHandler(failure -> fail(troubles.talking(failure, true)));
        Collected body = new Collected(response);
        if (body.announced() > maxBytes) {
            tooLarge(body.announced());
            return;
        }
        response.handler(body::add);
        response.endHandler(done -> complete(new HttpAnswer(response.statusCode(), response.headers(), body.bytes)));
    }

    private final class Collected {

        private final HttpClientResponse response;
        private final Buffer bytes;

        Collected(HttpClientResponse response) {
            this.response = response;
            this.bytes = Buffer.buffer((int) Math.clamp(announced(), 0, maxBytes));
        }

        /** -1 when the other side did not say. */
        long announced() {
            String length = response.getHeader("Content-Length");
            return length == null || !length.matches("[0-9]{1,18}") ? -1 : Long.parseLong(length);
        }

        void add(Buffer some) {
            if (bytes.length() + (long) some.length() > maxBytes) {
                tooLarge(-1);
            } else if (!over.get()) {
                bytes.appendBuffer(some);
            }
        }
    }

    private void tooLarge(long announced) {
        fail(new CallFailed(new PerchException(ErrorCode.REMOTE_ANSWER_TOO_LARGE, "The answer of " + call.otherSide()
                + (announced < 0 ? " is longer than " : " is " + announced + " bytes long, of which Perch takes ") + maxBytes
                + " bytes", "ask for less at once, or raise plugins.ml_commons.max_json_size and perch.remote.max-answer-size"),
                Verdict.FINAL));
        breakOff();
    }

    private void breakOff() {
        HttpClientRequest connected = request;
        if (connected != null) {
            connected.reset();
        }
    }

    /** The caller has gone away, or gave up. */
    void cancel() {
        if (over.compareAndSet(false, true)) {
            breakOff();
        }
    }

    void fail(CallFailed failure) {
        if (over.compareAndSet(false, true)) {
            caller.fail(failure);
        }
    }

    private void complete(HttpAnswer answer) {
        if (over.compareAndSet(false, true)) {
            caller.complete(answer);
        }
    }
}
