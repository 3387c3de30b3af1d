package io.perch.connector;

import io.perch.base.Deadline;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.address.AddressRules;
import io.perch.connector.address.Endpoint;
import io.perch.connector.address.HostLookup;
import io.perch.connector.call.ClientConfig;
import io.perch.connector.call.HttpAnswer;
import io.perch.connector.call.HttpCall;
import io.perch.connector.call.HttpStream;
import io.perch.connector.call.RemoteClient;
import io.perch.connector.call.Tls;
import io.perch.connector.chat.ChatService;
import io.perch.connector.credential.Credential;
import io.perch.connector.credential.OpenCredential;
import io.perch.connector.credential.Secret;
import io.perch.connector.template.Parameters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One version of a connector, ready to call. It is closed when another version has taken its place and the last call on this one
 * is over.
 */
final class ConnectorClient {

    /** What every client has need of. */
    record Surroundings(HostLookup hosts, Trust trust, RemoteWorkers workers, RemoteClient.Surroundings calls) {

        InstantSource clock() {
            return calls.clock();
        }
    }

    /** What was judged last. */
    private record Trusted(Endpoint endpoint, AddressRules rules) {
    }

    private final ReadyConnector ready;
    private final OpenCredential credential;
    private final Surroundings around;
    private final RemoteClient remote;
    private volatile Prepared prepared;
    private volatile Tls tls;
    private volatile Trusted trusted;
    private volatile ChatService chatService;
    private int underWay;
    private boolean retired;

    private ConnectorClient(ReadyConnector ready, OpenCredential credential, Credential now, Tls tls, Surroundings around) {
        this.ready = ready;
        this.credential = credential;
        this.around = around;
        this.remote = new RemoteClient(ready.connector().id(), ready.connector().name(), config(ready), tls, around.calls());
        this.tls = tls;
        this.prepared = new Prepared(now);
    }

    /** Fails with CREDENTIAL_UNREADABLE. */
    static Uni<ConnectorClient> open(ReadyConnector ready, OpenCredential credential, Surroundings around) {
        return credential.now().chain(now -> tls(ready, now, around)
                .map(tls -> new ConnectorClient(ready, credential, now, tls, around)));
    }

    private static Uni<Tls> tls(ReadyConnector ready, Credential now, Surroundings around) {
        Tls tls = Tls.of(config(ready), name -> reveal(now, name));
        return tls.isPlain() ? Uni.createFrom().item(tls) : around.workers().run(() -> tls.checked(around.calls().vertx()));
    }

    private static ClientConfig config(ReadyConnector ready) {
        return Objects.requireNonNullElse(ready.connector().client(), ClientConfig.NONE);
    }

    private static String reveal(Credential credential, String name) {
        return credential.find(name).map(Secret::reveal).orElse(null);
    }

    /** The actions with one state of the credential in their places; made anew only when a value has changed. */
    private final class Prepared {

        private final Credential credential;
        private final Map<ReadyAction, ReadyAction> actions = new IdentityHashMap<>();
        private final Signing signing;

        Prepared(Credential credential) {
            this.credential = credential;
            this.signing = new Signing(credential, around.clock());
            ready.all().forEach(action -> actions.put(action, filled(action)));
        }

        /** One of the connector's own actions, or one that was made of it for a call. */
        ReadyAction of(ReadyAction action) {
            ReadyAction known = actions.get(action);
            return known == null ? filled(action) : known;
        }

        /** Built when a text first has to be looked through, which most calls never need. */
        String masked(String text) {
            return credential.masking().apply(text);
        }

        private ReadyAction filled(ReadyAction action) {
            return action.with(name -> reveal(credential, name));
        }
    }

    ReadyConnector ready() {
        return ready;
    }

    /** Takes part in it; false when it is retired: ask for the one that came after it. */
    synchronized boolean enter() {
        underWay += retired ? 0 : 1;
        return !retired;
    }

    void leave() {
        boolean last;
        synchronized (this) {
            underWay--;
            last = retired && underWay == 0;
        }
        if (last) {
            remote.close();
        }
    }

    void retire() {
        boolean idle;
        synchronized (this) {
            idle = !retired && underWay == 0;
            retired = true;
        }
        if (idle) {
            remote.close();
        }
    }

    /** How its service wants a chat. Throws ACTION_MISSING, REQUEST_INVALID when that cannot be told. */
    ChatService chatService() {
        ChatService known = chatService;
        if (known == null) {
            known = ready.chatService();
            chatService = known;
        }
        return known;
    }

    /** How a call looks. Fails with what {@link RenderedCall#of} throws, and with CREDENTIAL_UNREADABLE. */
    Uni<RenderedCall> render(ReadyAction action, Parameters parameters) {
        return current().map(state -> RenderedCall.of(state.of(action), parameters));
    }

    /** The beginning of what the other side said, without secrets. */
    String excerpt(HttpAnswer answer) {
        return answer.excerpt(prepared::masked);
    }

    /** What {@code reading} makes of an answer. When it finds it wrong, its failure shows how the answer begins. */
    <T> T told(HttpAnswer answer, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (PerchException refused) {
            throw refused.code().category() == ErrorCode.Category.REMOTE && refused.details().remote() == null
                    ? refused.answered(answer.status(), excerpt(answer)) : refused;
        }
    }

    /**
     * An accepted answer. Fails with what {@link RenderedCall#of} throws, ENDPOINT_NOT_TRUSTED, ADDRESS_FORBIDDEN, and as
     * {@link RemoteClient#call} does.
     */
    Uni<HttpAnswer> call(ReadyAction action, Parameters parameters, Deadline deadline, long maxBytes) {
        return call(action, parameters, UnaryOperator.identity(), deadline, maxBytes);
    }

    /** @param change what is done to the call when its templates are filled in */
    Uni<HttpAnswer> call(ReadyAction action, Parameters parameters, UnaryOperator<RenderedCall> change, Deadline deadline,
            long maxBytes) {
        boolean mayBeEmpty = action.action().type() == ActionType.CANCEL_BATCH_PREDICT;
        return current().chain(state -> remote.call(request(state, action, parameters, change),
                new RemoteClient.Terms(deadline, maxBytes, mayBeEmpty, state::masked)));
    }

    /** As {@link #call}, for an answer that comes in pieces. */
    Uni<HttpStream> open(ReadyAction action, Parameters parameters, UnaryOperator<RenderedCall> change, Deadline deadline) {
        return current().chain(state -> remote.open(request(state, action, parameters, change),
                new RemoteClient.Terms(deadline, 0, false, state::masked)));
    }

    /** Filled in once; address and signature are made anew for each try. */
    private Supplier<Uni<HttpCall>> request(Prepared state, ReadyAction action, Parameters parameters,
            UnaryOperator<RenderedCall> change) {
        RenderedCall call = change.apply(RenderedCall.of(state.of(action), parameters));
        byte[] body = call.body();
        return () -> addressed(state, call, body, parameters);
    }

    private Uni<Prepared> current() {
        return credential.now().chain(now -> {
            Prepared known = prepared;
            return known.credential == now ? Uni.createFrom().item(known) : renewed(now);
        });
    }

    /** A certificate that was renewed counts for connections that open from now on. */
    private Uni<Prepared> renewed(Credential now) {
        return tls(ready, now, around)
                .chain(next -> next.equals(tls) ? Uni.createFrom().voidItem() : remote.renew(next).invoke(() -> tls = next))
                .map(done -> {
                    Prepared next = new Prepared(now);
                    prepared = next;
                    return next;
                });
    }

    private Uni<HttpCall> addressed(Prepared state, RenderedCall call, byte[] body, Parameters parameters) {
        AddressRules rules = around.trust().rules();
        trust(call.endpoint(), rules);
        return around.hosts().allowed(call.endpoint(), rules)
                .map(addresses -> http(state, call, body, parameters, addresses));
    }

    /** Most connectors have one url, and most settings stay as they are. */
    private void trust(Endpoint endpoint, AddressRules rules) {
        Trusted known = trusted;
        if (known == null || known.endpoint != endpoint || known.rules != rules) {
            rules.trust(endpoint);
            trusted = new Trusted(endpoint, rules);
        }
    }

    private HttpCall http(Prepared state, RenderedCall call, byte[] body, Parameters parameters, List<InetAddress> addresses) {
        Map<String, String> headers = ready.connector().protocol() == Protocol.AWS_SIGV4
                ? state.signing.headers(call, body, parameters) : call.headers();
        InetAddress address = addresses.get(ThreadLocalRandom.current().nextInt(addresses.size()));
        return new HttpCall(HttpMethod.valueOf(call.method()),
                SocketAddress.inetSocketAddress(new InetSocketAddress(address, call.endpoint().port())), call.endpoint().host(),
                call.endpoint().port(), call.endpoint().tls(), call.endpoint().target(),
                MultiMap.caseInsensitiveMultiMap().addAll(headers), body.length == 0 ? null : Buffer.buffer(body));
    }
}
