package io.perch.connector;

import io.perch.base.Deadline;
import io.perch.base.Failures;
import io.perch.base.PerchException;
import io.perch.base.Workers;
import io.perch.connector.address.Endpoint;
import io.perch.connector.aws.AwsRequest;
import io.perch.connector.aws.SigV4;
import io.perch.connector.call.ClientConfig;
import io.perch.connector.call.HttpAnswer;
import io.perch.connector.call.HttpCall;
import io.perch.connector.call.RemoteClient;
import io.perch.connector.call.Tls;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/** Signed GETs of pieces, asked for again while what is in the way may pass. */
@ApplicationScoped
class S3Client {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int TOO_MANY = 429;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final byte[] NOTHING = {};

    private final S3Config config;
    private final ConnectorClient.Surroundings around;
    private final RemoteClient client;

    S3Client(S3Config config, ConnectorClient.Surroundings around) {
        this.config = config;
        this.around = around;
        ClientConfig limits = limits(config);
        this.client = new RemoteClient("s3", "S3", limits, Tls.of(limits, name -> null), around.calls());
    }

    private static ClientConfig limits(S3Config config) {
        int seconds = Math.toIntExact(Math.max(1, config.s3Timeout().toSeconds()));
        return new ClientConfig(config.s3Connections(), seconds, seconds, 0, null, null, null, null, null, null);
    }

    /** The operator's own; {@code null} for Amazon's. */
    URI endpoint() {
        return config.s3Endpoint().orElse(null);
    }

    /**
     * @param range   of what is asked for
     * @param signer  of the caller
     * @param masking takes his secrets out of what the other side says
     */
    record Get(Endpoint endpoint, Map<String, String> range, long mostBytes, SigV4 signer, UnaryOperator<String> masking) {
    }

    /** Fails as {@link RemoteClient#call} does, and with ADDRESS_FORBIDDEN. */
    Uni<HttpAnswer> send(Get get) {
        return Uni.createFrom().deferred(() -> attempt(get, Deadline.in(config.s3Patience()), FIRST_PAUSE));
    }

    private Uni<HttpAnswer> attempt(Get get, Deadline end, Duration pause) {
        return client.call(() -> call(get), new RemoteClient.Terms(end, get.mostBytes, false, get.masking))
                .onFailure(failure -> mayPass(Failures.catalogued(failure)) && end.remaining().compareTo(pause) > 0)
                .recoverWithUni(failure -> Uni.createFrom().voidItem().onItem().delayIt().by(pause)
                        .emitOn(Workers.callersContext())
                        .chain(() -> attempt(get, end, longer(pause))));
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private static boolean mayPass(PerchException failure) {
        return switch (failure.code()) {
            case REMOTE_UNREACHABLE, REMOTE_TIMED_OUT, REMOTE_BUSY, REMOTE_PAUSED, REMOTE_ANSWER_EMPTY, QUEUE_FULL -> true;
            case REMOTE_FAILED -> failure.status() == TOO_MANY || failure.status() >= FIRST_SERVER_ERROR;
            default -> false;
        };
    }

    /** Signed anew for each try: a signature grows old. */
    private Uni<HttpCall> call(Get get) {
        return addresses(get.endpoint).map(found -> {
            Map<String, String> headers = new TreeMap<>(get.range);
            // a piece of something compressed is of no use
            headers.put("accept-encoding", "identity");
            headers.putAll(get.signer.sign(new AwsRequest("GET", get.endpoint.url(), headers, NOTHING)));
            InetAddress address = found.get(ThreadLocalRandom.current().nextInt(found.size()));
            return new HttpCall(HttpMethod.GET,
                    SocketAddress.inetSocketAddress(new InetSocketAddress(address, get.endpoint.port())), get.endpoint.host(),
                    get.endpoint.port(), get.endpoint.tls(), get.endpoint.target(),
                    MultiMap.caseInsensitiveMultiMap().addAll(headers), null);
        });
    }

    /** Amazon's hosts are made here, so that no regex has to name them; where they lead is judged as for connectors. */
    private Uni<List<InetAddress>> addresses(Endpoint endpoint) {
        return endpoint() == null ? around.hosts().allowed(endpoint, around.trust().rules())
                : endpoint.address().map(literal -> Uni.createFrom().item(List.of(literal)))
                        .orElseGet(() -> around.hosts().all(endpoint.host()));
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
