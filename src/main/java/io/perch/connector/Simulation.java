package io.perch.connector;

import io.perch.base.Deadline;
import io.perch.base.PerchException;
import io.perch.connector.call.HttpAnswer;
import io.perch.connector.credential.Masking;
import io.perch.connector.function.Answer;
import io.perch.connector.function.PostProcess;
import io.perch.connector.template.Parameters;
import io.perch.model.PredictInput;
import io.perch.model.PredictOutput.Tensor;
import io.perch.path.PathReport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Shows what a connector makes of an input, before anybody relies on it: the requests, and on request the answers too. */
@ApplicationScoped
public class Simulation {

    private final ConnectorCheck check;
    private final Connectors connectors;
    private final ConnectorClients clients;
    private final Credentials credentials;
    private final ConnectorClient.Surroundings around;
    private final Bounds bounds;
    private final RemoteWorkers workers;

    Simulation(ConnectorCheck check, Connectors connectors, ConnectorClients clients, Credentials credentials,
            ConnectorClient.Surroundings around, Bounds bounds, RemoteWorkers workers) {
        this.check = check;
        this.connectors = connectors;
        this.clients = clients;
        this.credentials = credentials;
        this.around = around;
        this.bounds = bounds;
        this.workers = workers;
    }

    /**
     * What is to be tried.
     *
     * @param action type or name
     * @param send   call the service, too
     */
    public record Trial(String action, PredictInput input, boolean send, Deadline deadline) {
    }

    /**
     * One call as it would go out, and what came of it.
     *
     * @param request {@code null} when it could not be made: then {@code failure} says why
     * @param answer  {@code null} when nothing was sent
     * @param failure {@code null} when all went well
     */
    public record Tried(Request request, Answered answer, PerchException failure) {
    }

    /** Credentials in it are masked. @param body {@code null} for none */
    public record Request(String method, String url, Map<String, String> headers, String body) {
    }

    /**
     * @param body   its beginning, without secrets
     * @param paths  that were followed in it, and where they lead
     * @param output {@code null} when nothing could be made of it
     */
    public record Answered(int status, Map<String, String> headers, String body, List<PathReport> paths, List<Tensor> output) {
    }

    /** Of a stored connector. Fails with CONNECTOR_NOT_FOUND, ACTION_MISSING, INPUT_INVALID and the like. */
    public Uni<List<Tried>> stored(String connectorId, Trial trial) {
        return connectors.find(connectorId).chain(() -> clients.enter(connectorId))
                .chain(client -> Uni.createFrom().deferred(() -> tryOut(client, trial)).onTermination().invoke(client::leave));
    }

    /** Of a draft, which is checked as if it were to be stored. Fails as {@link Connectors#create} does, too. */
    public Uni<List<Tried>> draft(ConnectorDraft draft, Trial trial) {
        Connector connector = connectors.sketch(draft);
        check.check(connector, draft.credential());
        ReadyConnector ready = ReadyConnector.of(connector);
        return credentials.draft(draft.credential()).chain(credential -> ConnectorClient.open(ready, credential, around))
                .chain(client -> Uni.createFrom().deferred(() -> tryOut(client, trial)).onTermination().invoke(client::retire));
    }

    private Uni<List<Tried>> tryOut(ConnectorClient client, Trial trial) {
        Inquiry inquiry = new Inquiry(client, client.ready().action(trial.action()), bounds.checked(trial.input()));
        return Uni.join().all(inquiry.calls().stream().map(parameters -> one(inquiry, parameters, trial)).toList())
                .usingConcurrencyOf(bounds.callsAtOnce()).andFailFast();
    }

    private Uni<Tried> one(Inquiry inquiry, Parameters parameters, Trial trial) {
        Request request;
        try {
            request = masked(inquiry.client(), RenderedCall.of(inquiry.action().with(name -> Masking.MASK), parameters));
        } catch (PerchException refused) {
            return Uni.createFrom().item(new Tried(null, null, refused));
        }
        return trial.send() ? sent(inquiry, parameters, trial, request) : Uni.createFrom().item(new Tried(request, null, null));
    }

    private static Request masked(ConnectorClient client, RenderedCall call) {
        Map<String, String> headers = new TreeMap<>(call.headers());
        if (client.ready().connector().protocol() == Protocol.AWS_SIGV4) {
            headers.put("Authorization", "AWS4-HMAC-SHA256 " + Masking.MASK);
        }
        return new Request(call.method(), call.endpoint().url(), headers, call.payload());
    }

    private Uni<Tried> sent(Inquiry inquiry, Parameters parameters, Trial trial, Request request) {
        return inquiry.client().call(inquiry.action(), parameters, trial.deadline(), bounds.maxAnswer())
                .chain(answer -> workers.read(answer, () -> read(inquiry, parameters, answer, request)))
                .onFailure(PerchException.class).recoverWithItem(failure -> new Tried(request, null, (PerchException) failure));
    }

    private static Tried read(Inquiry inquiry, Parameters parameters, HttpAnswer http, Request request) {
        PostProcess function = inquiry.action().postProcess();
        Answer answer = inquiry.read(http, parameters);
        List<PathReport> paths = List.of();
        List<Tensor> output = null;
        PerchException failure = null;
        try {
            paths = function.paths(answer);
            output = function.tensors(answer);
        } catch (PerchException refused) {
            failure = refused;
        }
        Map<String, String> headers = new TreeMap<>();
        http.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
        return new Tried(request, new Answered(http.status(), headers, inquiry.client().excerpt(http), paths, output), failure);
    }
}
