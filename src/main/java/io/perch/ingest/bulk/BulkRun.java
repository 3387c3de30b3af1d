package io.perch.ingest.bulk;

import io.perch.base.Failures;
import io.perch.base.PerchException;
import io.perch.ingest.asking.Turn;
import io.perch.ingest.pipeline.IngestConfig;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One bulk from its first byte to its last item. It reads no further than it can work: so many windows are on their way at once,
 * and items go out in the order in which the operations came in. Everything here happens on the context of the request.
 */
final class BulkRun implements BulkSource.Taker {

    private final BulkSource source;
    private final BulkSink sink;
    private final BulkTerms terms;
    private final Windows windows;
    private final IngestConfig config;
    private final Turn turn;
    private final BulkReader reader;
    private final Windows.Chosen chosen = new Windows.Chosen();
    private final WindowOrder order = new WindowOrder();
    private final Deque<Window> waiting = new ArrayDeque<>();
    private final Map<Integer, List<BulkItem>> done = new HashMap<>();
    private final Set<String> touched = new TreeSet<>();
    private UniEmitter<? super BulkEnd> end;
    private Window next = new Window(0);
    private int underWay;
    private int written;
    private boolean writing;
    private boolean ended;
    private PerchException fault;

    BulkRun(BulkSource source, BulkSink sink, BulkTerms terms, Windows windows, IngestConfig config) {
        this.source = source;
        this.sink = sink;
        this.terms = terms;
        this.windows = windows;
        this.config = config;
        this.turn = Turn.ofBulk(terms.caller(), config.patience());
        this.reader = new BulkReader(Math.toIntExact(config.maxDocumentSize().asLongValue()), this::add);
    }

    Uni<BulkEnd> run() {
        return Uni.createFrom().emitter(emitter -> {
            end = emitter;
            source.begin(this);
        });
    }

    /** After a fault the rest is read and not looked at: a caller who is still sending would not hear of it. */
    @Override
    public void take(Buffer bytes) {
        if (fault == null) {
            attempt(() -> reader.feed(bytes));
        }
    }

    @Override
    public void end() {
        if (fault == null) {
            attempt(reader::end);
        }
        stop();
    }

    /** What is under way is brought to its end; nothing more is begun. */
    @Override
    public void broken() {
        next = new Window(next.number());
        waiting.clear();
        stop();
    }

    private void attempt(Runnable reading) {
        try {
            reading.run();
        } catch (PerchException malformed) {
            fault = malformed;
            if (next.number() == 0) {
                // nothing has been handed over yet: the whole request is refused, as in OpenSearch
                next = new Window(0);
            }
        }
    }

    private void stop() {
        ended = true;
        if (!next.entries().isEmpty()) {
            close();
        }
        goOn();
    }

    private void add(Entry entry) {
        if (next.bytes() + entry.bytes() > config.windowSize().asLongValue() && !next.entries().isEmpty()) {
            close();
        }
        next.add(entry);
        if (next.entries().size() >= config.window()) {
            close();
        }
        goOn();
    }

    private void close() {
        waiting.addLast(next);
        next = new Window(next.number() + 1);
    }

    private void goOn() {
        while (underWay < config.windowsAtOnce() && !waiting.isEmpty()) {
            begin(waiting.removeFirst());
        }
        if (!ended && waiting.isEmpty()) {
            source.resume();
        } else {
            source.pause();
        }
        if (ended && underWay == 0 && waiting.isEmpty()) {
            Uni<Void> last = terms.refresh() == null || written < 2 ? Uni.createFrom().voidItem() : windows.refresh(touched);
            last.subscribe().with(nothing -> end.complete(new BulkEnd(fault)));
        }
    }

    private void begin(Window window) {
        underWay++;
        boolean isAll = ended && window.number() == 0;
        order.begin(window.number());
        windows.run(window, new Windows.Terms(terms, isAll, turn, chosen, order))
                .onTermination().invoke(() -> order.end(window.number()))
                .subscribe().with(items -> hand(window, items),
                        failure -> hand(window, allFailed(window, Failures.catalogued(failure))));
    }

    private static List<BulkItem> allFailed(Window window, PerchException failure) {
        return window.entries().stream().map(entry -> new BulkItem(entry.action().verb(), entry.action().text("_index"),
                entry.action().text("_id"), null, failure)).toList();
    }

    private void hand(Window window, List<BulkItem> items) {
        items.stream().filter(item -> item.answer() != null && !item.failed()).forEach(item -> touched.add(item.index()));
        done.put(window.number(), items);
        write();
    }

    /** One window after the other, and each only when there is room for it: it counts as under way until then. */
    private void write() {
        List<BulkItem> items = writing ? null : done.remove(written);
        if (items != null) {
            writing = true;
            sink.write(items).subscribe().with(nothing -> wrote(), failure -> wrote());
        }
    }

    private void wrote() {
        writing = false;
        written++;
        underWay--;
        write();
        goOn();
    }
}
