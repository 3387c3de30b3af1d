package io.perch.connector.call;

import io.perch.base.Deadline;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.base.Workers;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Calls one remote service as one version of a connector says: over its own connections, within its own limits. */
public final class RemoteClient implements AutoCloseable {

    private static final Duration SOON = Duration.ofMillis(1);
    private static final int OK = 200;
    private static final int MOST_PIECES_OF_A_REFUSAL = 16;

    private final Transport transport;
    private final Guards guards;
    private final InstantSource clock;

    /** What every client has need of. */
    public record Surroundings(Vertx vertx, RemoteConfig config, InstantSource clock, CallMetrics metrics) {
    }

    /** @param id of the connector, for metrics; @param name of it, for messages */
    public RemoteClient(String id, String name, ClientConfig config, Tls tls, Surroundings around) {
        ClientLimits limits = ClientLimits.of(config);
        this.transport = new Transport(around.vertx(), limits, around.config().maxWaiting(), tls.options(),
                around.metrics().open(id));
        this.guards = new Guards(name, limits, around.config());
        this.clock = around.clock();
    }

    /**
     * What is known of a call besides its request.
     *
     * @param maxBytes   of the answer
     * @param mayBeEmpty a success without a body is one
     * @param masking    takes secrets out of what the other side says
     */
    public record Terms(Deadline deadline, long maxBytes, boolean mayBeEmpty, UnaryOperator<String> masking) {
    }

    /**
     * An accepted answer. Fails with REMOTE_FAILED, REMOTE_UNREACHABLE, REMOTE_TIMED_OUT, REMOTE_ANSWER_EMPTY,
     * REMOTE_ANSWER_TOO_LARGE, REMOTE_BUSY, REMOTE_PAUSED, DEADLINE_EXCEEDED, and with what {@code request} fails with. Cancelling it
     * breaks the request off.
     *
     * @param request made anew for each try: an address may change, and a signature grows old
     */
    public Uni<HttpAnswer> call(Supplier<Uni<HttpCall>> request, Terms terms) {
        Answers answers = new Answers(terms.masking(), clock);
        Attempt attempt = new Attempt();
        return guards.run(() -> attempt.next(() -> request.get().chain(call -> transport.send(call, terms.maxBytes()))
                        .map(answer -> answers.accepted(answer, terms.mayBeEmpty())), terms.deadline()))
                .ifNoItem().after(patience(terms)).fail()
                .onFailure(TimeoutException.class).transform(late -> late(terms))
                .onCancellation().invoke(attempt::giveUp)
                .onFailure().invoke(attempt::giveUp)
                .emitOn(Workers.callersContext());
    }

    /**
     * An answer that has begun, with a status that is accepted. Not tried again. Fails as {@link #call} does, until then; what comes
     * after is the stream's own.
     */
    public Uni<HttpStream> open(Supplier<Uni<HttpCall>> request, Terms terms) {
        Answers answers = new Answers(terms.masking(), clock);
        return request.get().chain(transport::open)
                .chain(stream -> stream.status() == OK ? Uni.createFrom().item(stream) : refused(stream, answers))
                .onFailure().transform(CallFailed::unwrapped)
                .ifNoItem().after(patience(terms)).fail()
                .onFailure(TimeoutException.class).transform(late -> late(terms))
                .emitOn(Workers.callersContext());
    }

    /** A refusal comes as a whole. */
    private static Uni<HttpStream> refused(HttpStream stream, Answers answers) {
        return stream.bytes().select().first(MOST_PIECES_OF_A_REFUSAL).collect().in(Buffer::buffer, Buffer::appendBuffer)
                .map(body -> answers.accepted(new HttpAnswer(stream.status(), stream.headers(), body), false))
                .chain(odd -> Uni.createFrom().failure(new PerchException(ErrorCode.REMOTE_ANSWER_UNEXPECTED,
                        "A stream begins with status 200, and this one with " + odd.status(), null)));
    }

    /** A wait has to be longer than nothing, also when the deadline has passed. */
    private static Duration patience(Terms terms) {
        Duration remaining = terms.deadline().remaining();
        return remaining.isPositive() ? remaining : SOON;
    }

    private static PerchException late(Terms terms) {
        return new PerchException(ErrorCode.DEADLINE_EXCEEDED, "The remote service did not answer in the time that the caller gave",
                "give it longer with the header X-Perch-Timeout, or see what keeps the service");
    }

    /** For connections that open from now on. */
    public Uni<Void> renew(Tls tls) {
        return transport.renew(tls.options());
    }

    @Override
    public void close() {
        transport.close();
    }
}
