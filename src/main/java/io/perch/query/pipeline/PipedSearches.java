package io.perch.query.pipeline;

import io.perch.query.Desk;
import io.perch.query.Search;
import io.perch.query.Searches;
import io.perch.search.SearchAnswer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Searches that may go through a pipeline: one that names none goes on to {@link Searches} as it came. */
@ApplicationScoped
public class PipedSearches {

    private final Searches searches;
    private final Journeys journeys;
    private final Desk desk;

    PipedSearches(Searches searches, Journeys journeys, Desk desk) {
        this.searches = searches;
        this.journeys = journeys;
        this.desk = desk;
    }

    /**
     * Fails as {@link Searches#search} does, with PIPELINE_UNKNOWN, PIPELINE_INVALID, FIELD_MISSING, OUTPUT_UNEXPECTED, and with
     * what models fail with that its processors ask.
     *
     * @param pipeline that the search is to go through; {@code null} when none is named beside the body
     */
    public Uni<SearchAnswer> search(Search search, String pipeline) {
        if (Choice.NO_PIPELINE.equals(pipeline)) {
            return searches.search(search.and(Choice.MEMBER + "=" + Choice.NO_PIPELINE));
        }
        SearchTerms terms = journeys.terms(search.wish());
        return desk.work(search.body().length(), 0, () -> Choice.of(pipeline, search.body()))
                .chain(choice -> choice.isNone() ? searches.search(search)
                        : journeys.of(choice, terms, search.body().length()).chain(journey -> through(journey, search, terms)));
    }

    private Uni<SearchAnswer> through(Journey journey, Search search, SearchTerms terms) {
        return journey.there()
                .chain(body -> searches.search(search.with(body, terms.left())))
                .chain(journey::back);
    }
}
