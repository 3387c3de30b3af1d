package io.perch.ingest.asking;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.perch.base.Workers;
import io.perch.ingest.chunking.TokenScan;
import io.perch.ingest.document.IngestWorkers;
import io.perch.search.Onwards;
import io.perch.search.SearchAnswer;
import io.perch.search.SearchCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Asks OpenSearch for the tokens of texts. */
@ApplicationScoped
public class Tokens {

    /** Requests at once for one processor, over all documents of a request. */
    public static final int AT_ONCE = 4;

    /** OpenSearch refuses more tokens (index.analyze.max_token_count), and there are not more of them than characters. */
    private static final int PIECE = 10_000;

    private static final String PATH = "/_analyze?filter_path=tokens.start_offset";
    private static final Duration AT_LEAST = Duration.ofMillis(1);

    private final Onwards onwards;
    private final IngestWorkers workers;

    Tokens(Onwards onwards, IngestWorkers workers) {
        this.onwards = onwards;
        this.workers = workers;
    }

    /**
     * Where each begins. Fails as {@link Onwards#send} does, and with CHUNK_STORE_REFUSED.
     *
     * @param tokenizer one that OpenSearch knows without an index
     * @param enough    how many will do
     * @param on        whose behalf the requests are counted on: the processor
     */
    public Uni<int[]> of(String text, String tokenizer, int enough, Turn turn, Object on) {
        TokenScan scan = new TokenScan(text, PIECE, enough);
        return Multi.createBy().repeating().uni(() -> turn.permits(on, AT_ONCE).within(() -> ask(scan, tokenizer, turn)))
                .whilst(more -> more)
                .collect().last().map(end -> scan.starts());
    }

    private Uni<Boolean> ask(TokenScan scan, String tokenizer, Turn turn) {
        Executor back = Workers.callersContext();
        return onwards.send(call(scan.piece(), tokenizer), patience(turn)).emitOn(back)
                .chain(this::starts).map(scan::take);
    }

    private static SearchCall call(String piece, String tokenizer) {
        return SearchCall.json(HttpMethod.POST, PATH, JsonNodeFactory.instance.objectNode()
                .put("tokenizer", tokenizer).put("text", piece).toString());
    }

    /** Whoever waits for one answer says how long; else it is for OpenSearch's configuration to say. */
    private static Duration patience(Turn turn) {
        Duration left = turn.remaining();
        return turn.waits() ? null : left.compareTo(AT_LEAST) < 0 ? AT_LEAST : left;
    }

    private Uni<int[]> starts(SearchAnswer answer) {
        return workers.run(answer.body().length(), () -> read(answer));
    }

    private static int[] read(SearchAnswer answer) {
        return answer.tree().path("tokens").valueStream().mapToInt(token -> token.path("start_offset").asInt()).toArray();
    }
}
