package io.perch.query.pipeline;

import io.perch.base.Contexts;
import io.perch.base.Failures;
import io.perch.base.PerchException;
import io.perch.query.Bounds;
import io.perch.query.Desk;
import io.perch.query.Lines;
import io.perch.query.MultiAnswer;
import io.perch.query.MultiSearches;
import io.perch.query.QueryConfig;
import io.perch.query.Search;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Several searches in one request, each of which may go through a pipeline; one that fails leaves the others alone. */
@ApplicationScoped
public class PipedMultiSearches {

    /** Searches on their way through pipelines together. */
    private static final int AT_ONCE = 16;

    private static final String NOTHING = "{}";

    private final MultiSearches searches;
    private final Journeys journeys;
    private final MultiBack back;
    private final Desk desk;
    private final Contexts contexts;
    private final Bounds bounds;

    PipedMultiSearches(MultiSearches searches, Journeys journeys, MultiBack back, Desk desk, Contexts contexts,
            QueryConfig config) {
        this.searches = searches;
        this.journeys = journeys;
        this.back = back;
        this.desk = desk;
        this.contexts = contexts;
        this.bounds = new Bounds(config);
    }

    /**
     * Fails as {@link MultiSearches#search} does.
     *
     * @param pipeline for searches whose header names none; {@code null} for none
     */
    public Uni<MultiAnswer> search(Search search, String pipeline) {
        if (Choice.NO_PIPELINE.equals(pipeline)) {
            return searches.search(search.and(Choice.MEMBER + "=" + Choice.NO_PIPELINE));
        }
        SearchTerms terms = journeys.terms(search.wish());
        return desk.work(search.body().length(), 0, () -> read(search.body(), pipeline))
                .chain(legs -> legs.stream().anyMatch(leg -> leg.goesThroughPipeline() || leg.failure() != null)
                        ? through(legs, search, terms) : searches.search(search));
    }

    /** None when no pipeline is named. */
    private List<Leg> read(Buffer body, String pipeline) {
        if (pipeline == null && !Choice.mayBeIn(body)) {
            return List.of();
        }
        List<Lines.Pair> pairs = Lines.read(body);
        bounds.searches(pairs.size());
        return pairs.stream().map(pair -> Leg.read(pair, pipeline)).toList();
    }

    private Uni<MultiAnswer> through(List<Leg> legs, Search search, SearchTerms terms) {
        return there(legs, terms).chain(gone -> searched(gone, search, terms).chain(answer -> back.through(gone, answer, terms)));
    }

    private Uni<List<Leg>> there(List<Leg> legs, SearchTerms terms) {
        return Uni.join().all(legs.stream()
                        .map(leg -> leg.goesThroughPipeline() ? there(leg, terms) : Uni.createFrom().item(leg)).toList())
                .usingConcurrencyOf(AT_ONCE).andFailFast();
    }

    private Uni<Leg> there(Leg leg, SearchTerms terms) {
        return contexts.apart(() -> journeys.of(leg.choice(), terms, leg.lines().source().length())
                .chain(journey -> journey.there().map(source -> leg.on(journey, source))))
                .onFailure().recoverWithItem(failure -> leg.failed(Failures.catalogued(failure)));
    }

    /** With a failure in the place of each search that did not go on. */
    private Uni<MultiAnswer> searched(List<Leg> legs, Search search, SearchTerms terms) {
        Buffer lines = Buffer.buffer();
        legs.stream().filter(leg -> leg.failure() == null).forEach(leg -> append(leg.lines(), lines));
        Uni<MultiAnswer> answered = lines.length() == 0 ? Uni.createFrom().item(new MultiAnswer(null, List.of()))
                : searches.search(search.with(lines, terms.left()));
        return answered.map(answer -> new MultiAnswer(answer.answer(), failures(legs, answer.failures())));
    }

    private static void append(Lines.Pair pair, Buffer lines) {
        // an empty line would be skipped where it is the first one now
        Buffer header = pair.header().length() == 0 ? Buffer.buffer(NOTHING) : pair.header();
        lines.appendBuffer(header).appendString("\n").appendBuffer(pair.source()).appendString("\n");
    }

    private static List<PerchException> failures(List<Leg> legs, List<PerchException> ofThoseThatWentOn) {
        Iterator<PerchException> next = ofThoseThatWentOn.iterator();
        List<PerchException> failures = new ArrayList<>();
        legs.forEach(leg -> failures.add(leg.failure() != null ? leg.failure() : next.next()));
        return failures;
    }
}
