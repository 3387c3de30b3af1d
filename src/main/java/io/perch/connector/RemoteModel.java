package io.perch.connector;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.base.Workers;
import io.perch.connector.call.HttpAnswer;
import io.perch.connector.function.Answer;
import io.perch.connector.template.Parameter;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A remote service as a model. Documents become parameters, parameters a call or several, answers tensors. */
final class RemoteModel implements LoadedModel {

    /** What every remote model has need of. */
    record Surroundings(ModelCatalog catalog, ConnectorClients clients, Bounds bounds, Workers workers, InstantSource clock) {

        /** A long answer is read on a worker. One that {@code reading} refuses is told with its beginning. */
        <T> Uni<T> read(ConnectorClient client, HttpAnswer answer, Supplier<T> reading) {
            return answer.body().length() <= bounds.maxOnEventLoop()
                    ? Uni.createFrom().item(() -> told(client, answer, reading))
                    : workers.run(() -> told(client, answer, reading));
        }

        private static <T> T told(ConnectorClient client, HttpAnswer answer, Supplier<T> reading) {
            try {
                return reading.get();
            } catch (PerchException refused) {
                throw refused.code().category() == ErrorCode.Category.REMOTE && refused.details().remote() == null
                        ? refused.answered(answer.status(), client.excerpt(answer)) : refused;
            }
        }
    }

    private final Model model;
    private final Surroundings around;
    private final AtomicInteger underWay = new AtomicInteger();

    RemoteModel(Model model, Surroundings around) {
        this.model = model;
        this.around = around;
    }

    /** One input on its way through one version of the connector. */
    private record Question(ConnectorClient client, ReadyAction action, PredictInput input, PredictTerms terms) {
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
        Question question = new Question(client, client.ready().action(asked), around.bounds.checked(input), terms);
        Parameters parameters = parameters(client.ready(), input);
        List<Map<String, Parameter>> calls = question.action.preProcess().calls(input, parameters);
        return calls.size() == 1 ? one(question, parameters.with(calls.getFirst())).map(only -> new PredictOutput(List.of(only)))
                : Uni.join().all(calls.stream().map(call -> one(question, parameters.with(call))).toList())
                        .usingConcurrencyOf(around.bounds.callsAtOnce()).andFailFast().map(PredictOutput::new);
    }

    /** What the templates are filled with, before the pre-process function adds to it. */
    static Parameters parameters(ReadyConnector ready, PredictInput input) {
        Parameters plain = Parameters.of(ready.defaults(),
                input instanceof PredictInput.Remote(var sent, String action) ? sent : Map.of());
        return input instanceof PredictInput.TextDocs docs ? plain.with(ofAlgorithm(docs)) : plain;
    }

    /** What a call for embeddings says of its texts, for connectors that have use for it. */
    private static Map<String, Parameter> ofAlgorithm(PredictInput.TextDocs docs) {
        Map<String, Parameter> said = new LinkedHashMap<>();
        switch (docs.contentType()) {
            case QUERY, PASSAGE -> said.put("content_type", Parameter.ofText(docs.contentType().name().toLowerCase(Locale.ROOT)));
            case UNSAID, NONE -> { }
        }
        if (docs.contentType() != PredictInput.ContentType.NONE) {
            said.put("sparse_embedding_format", Parameter.ofText(docs.sparseFormat().name()));
        }
        return said;
    }

    private Uni<Result> one(Question question, Parameters parameters) {
        return question.client.call(question.action, parameters, question.terms.deadline(), around.bounds.maxAnswer())
                .chain(answer -> around.read(question.client, answer, () -> Result.answered(answer.status(),
                        question.action.postProcess().tensors(
                                new Answer(answer.body().getBytes(), documents(question.input), parameters)))));
    }

    private static int documents(PredictInput input) {
        return switch (input) {
            case PredictInput.Similarity pairs -> pairs.docs().size();
            case PredictInput.TextDocs texts -> Answer.UNKNOWN;
            case PredictInput.Question question -> Answer.UNKNOWN;
            case PredictInput.Remote remote -> Answer.UNKNOWN;
            case PredictInput.Chat chat -> Answer.UNKNOWN;
        };
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
