package io.perch.connector;

import io.perch.connector.template.Parameters;
import io.perch.model.Delta;
import io.perch.model.LoadedModel;
import io.perch.model.Model;
import io.perch.model.ModelCatalog;
import io.perch.model.ModelProfile;
import io.perch.model.PredictInput;
import io.perch.model.PredictOutput;
import io.perch.model.PredictOutput.Result;
import io.perch.model.PredictTerms;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A remote service as a model. Documents become parameters, parameters a call or several, answers tensors. */
final class RemoteModel implements LoadedModel {

    /** What every remote model has need of. */
    record Surroundings(ModelCatalog catalog, ConnectorClients clients, Bounds bounds, RemoteWorkers workers,
            InstantSource clock) {
    }

    private final Model model;
    private final Surroundings around;
    private final AtomicInteger underWay = new AtomicInteger();

    RemoteModel(Model model, Surroundings around) {
        this.model = model;
        this.around = around;
    }

    @Override
    public Uni<PredictOutput> predict(PredictInput input, PredictTerms terms) {
        underWay.incrementAndGet();
        return entered()
                .chain(client -> Uni.createFrom().deferred(() -> answered(client, input, terms))
                        .onTermination().invoke(client::leave))
                .onTermination().invoke(underWay::decrementAndGet);
    }

    @Override
    public Multi<Delta> stream(PredictInput input, PredictTerms terms) {
        underWay.incrementAndGet();
        return entered().onItem().transformToMulti(client -> Multi.createFrom()
                        .deferred(() -> deltas(client, input, terms))
                        .onTermination().invoke(client::leave))
                .onTermination().invoke(underWay::decrementAndGet);
    }

    private Multi<Delta> deltas(ConnectorClient client, PredictInput input, PredictTerms terms) {
        return input instanceof PredictInput.Chat chat ? new RemoteChat(client, chat, model.id(), around).deltas(terms)
                : new RemoteStream(client, input).deltas(terms, around.bounds.maxEvent());
    }

    /** The model may have got another connector since it was loaded. */
    private Uni<ConnectorClient> entered() {
        return around.catalog.resolve(model.id()).chain(now -> around.clients.enter(now.connectorId()));
    }

    private Uni<PredictOutput> answered(ConnectorClient client, PredictInput input, PredictTerms terms) {
        return input instanceof PredictInput.Chat chat
                ? new RemoteChat(client, chat, model.id(), around).answer(terms).map(only -> new PredictOutput(List.of(only)))
                : answer(client, input, terms);
    }

    private Uni<PredictOutput> answer(ConnectorClient client, PredictInput input, PredictTerms terms) {
        String asked = input instanceof PredictInput.Remote(var parameters, String action) && action != null ? action
                : ActionType.PREDICT.name();
        Inquiry inquiry = new Inquiry(client, client.ready().action(asked), around.bounds.checked(input));
        List<Parameters> calls = inquiry.calls();
        return calls.size() == 1 ? one(inquiry, calls.getFirst(), terms).map(only -> new PredictOutput(List.of(only)))
                : Uni.join().all(calls.stream().map(call -> one(inquiry, call, terms)).toList())
                        .usingConcurrencyOf(around.bounds.callsAtOnce()).andFailFast().map(PredictOutput::new);
    }

    private Uni<Result> one(Inquiry inquiry, Parameters parameters, PredictTerms terms) {
        ConnectorClient client = inquiry.client();
        return client.call(inquiry.action(), parameters, terms.deadline(), around.bounds.maxAnswer())
                .chain(answer -> around.workers.read(answer, () -> client.told(answer, () -> Result.answered(answer.status(),
                        inquiry.action().postProcess().tensors(inquiry.read(answer, parameters))))));
    }

    @Override
    public boolean isLocal() {
        return false;
    }

    /** What it takes is not worth counting. */
    @Override
    public long memoryBytes() {
        return 0;
    }

    @Override
    public ModelProfile profile() {
        return new ModelProfile(getClass().getName(), "remote", Map.of(), 0, underWay.get());
    }

    /** Calls under way hold on to their connector by themselves. */
    @Override
    public void close() {
        // nothing to give back
    }
}
