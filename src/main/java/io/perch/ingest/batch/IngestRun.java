package io.perch.ingest.batch;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.search.Delivered;
import io.perch.source.Source;
import io.perch.source.SourceHead;
import io.perch.task.RunningTask;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * One run over the sources, one after the other, from a checkpoint to the end. A block, the lines in it and one bulk are in
 * memory, and nothing is read while a bulk is on its way.
 */
final class IngestRun {

    private static final String STAGE = "INGEST";

    private final RunningTask task;
    private final IngestWork work;
    private final LineMaps maps;
    private final List<Source> sources;
    private final IngestSurroundings around;
    private Checkpoint checkpoint;

    IngestRun(RunningTask task, IngestWork work, List<Source> sources, Checkpoint from, IngestSurroundings around) {
        this.task = task;
        this.work = work;
        this.maps = LineMaps.of(work.mapping(), sources.size());
        this.sources = sources;
        this.checkpoint = from;
        this.around = around;
    }

    /** Fails with SOURCE_UNREADABLE, and with SEARCH_UNAVAILABLE or SEARCH_BUSY when the patience with OpenSearch has ended. */
    Uni<Tally> run() {
        return Multi.createFrom().range(checkpoint.source(), sources.size())
                .onItem().transformToUniAndConcatenate(this::ingest)
                .onItem().ignoreAsUni()
                .replaceWith(() -> checkpoint.tally());
    }

    private Uni<Void> ingest(int source) {
        Reading reading = new Reading(source);
        return Multi.createBy().repeating().uni(reading::goOn).whilst(more -> more)
                .onItem().ignoreAsUni()
                .invoke(() -> checkpoint = checkpoint.nextSource());
    }

    /** One source while it is read. */
    private final class Reading {

        private final int source;
        private final SourceHead head;
        private final LineReader lines;
        private long at;

        Reading(int source) {
            this.source = source;
            this.head = checkpoint.heads().get(source);
            this.lines = new LineReader(around.longestLine(), checkpoint.offset(), checkpoint.line());
            this.at = checkpoint.offset();
        }

        /** Answers whether there is more. */
        Uni<Boolean> goOn() {
            if (at >= head.bytes()) {
                return send(lines.end()).replaceWith(false);
            }
            return sources.get(source).read(head, at, around.block())
                    .invoke(block -> at += block.length())
                    .chain(this::cut)
                    .chain(this::send)
                    .replaceWith(true);
        }

        private Uni<List<List<Line>>> cut(Buffer block) {
            return around.workers().run(() -> lines.feed(block, around.bulkLines(), around.bulkBytes()));
        }

        private Uni<Void> send(List<List<Line>> bulks) {
            return Multi.createFrom().iterable(bulks).onItem().transformToUniAndConcatenate(this::sendOne).onItem().ignoreAsUni();
        }

        private Uni<Void> sendOne(List<Line> bulk) {
            return around.workers().run(() -> Bulk.of(bulk, source, maps.of(source), work.index(), task.id()))
                    .chain(made -> around.handOver().send(made.operations(), "", around.patience())
                            .map(delivered -> made.count(accepted(delivered), checkpoint.tally(), around.failuresShown())))
                    .invoke(tally -> checkpoint = checkpoint.after(bulk.getLast().end(), bulk.getLast().number(), tally))
                    .chain(() -> task.keep(checkpoint.json()))
                    .invoke(() -> task.progress(STAGE, checkpoint.percent()));
        }

        /** What OpenSearch was too busy for, or away, says nothing of the lines: the ingestion stops there. */
        private List<Delivered> accepted(List<Delivered> delivered) {
            delivered.stream().map(Delivered::failure).filter(IngestRun::isAway).findFirst().ifPresent(why -> {
                throw new PerchException(why.code(), "OpenSearch has not taken the next lines for "
                        + around.patience().toSeconds() + " s (" + why.reason() + "). " + howFar(),
                        "see that OpenSearch is well, then ingest what is left; perch.batch-ingest.patience says how long is"
                                + " waited", why);
            });
            return delivered;
        }

        private String howFar() {
            Tally tally = checkpoint.tally();
            return "Everything up to line " + checkpoint.line() + " of source[" + source + "] is done, " + checkpoint.percent()
                    + " % of all: " + tally.stored() + " stored, " + tally.failed() + " failed";
        }
    }

    private static boolean isAway(PerchException failure) {
        return failure != null && (failure.code() == ErrorCode.SEARCH_UNAVAILABLE || failure.code() == ErrorCode.SEARCH_BUSY);
    }
}
