package io.perch.dev.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.dev.Console;
import io.perch.dev.PerchApi;
import io.perch.dev.Sentences;
import io.perch.dev.Sentences.Sentence;
import io.perch.dev.bench.load.WrongAnswer;
import io.perch.dev.bench.remote.LateEmbedder;
import io.perch.dev.bench.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long a bulk takes whose model is far away, by how many texts go there at once. */
public final class RemoteMeasuring {

    private static final int AT_ONCE = 10;
    private static final List<Integer> BATCHES = List.of(1, 10);

    private final BulkPlan plan;
    private final String server;
    private final PerchApi perch;
    private final Indices indices;
    private final Console console;

    public RemoteMeasuring(BulkPlan plan, String server, String perch, String openSearch, Console console) {
        this.plan = plan;
        this.server = server;
        this.perch = new PerchApi(perch, Console.silent());
        this.indices = Indices.at(openSearch);
        this.console = console;
    }

    /**
     * Several bulks of one kind.
     *
     * @param batch   texts of one call
     * @param graph   whether OpenSearch adds the vectors to a graph, or only keeps them
     * @param seconds of each
     */
    public record Sample(String server, int documents, int batch, boolean graph, List<Double> seconds) {

        /** 60 ms for each round of calls. */
        double allowedSeconds() {
            return Math.ceilDiv(documents, batch * AT_ONCE) * (LateEmbedder.MILLIS + 10) / 1000.0;
        }

        Spread spread() {
            return Spread.of(seconds, Double::doubleValue);
        }

        String words() {
            return batch + (batch == 1 ? " text" : " texts") + " per call, vectors " + (graph ? "in a graph" : "only kept");
        }
    }

    /** @param service the url of a {@link LateEmbedder} */
    public List<Sample> measure(String service) {
        String model = RemoteModel.register(perch, service);
        List<Sentence> sentences = Sentences.all();
        String lines = Sentences.bulk(sentences);
        List<Sample> samples = new ArrayList<>();
        console.line("warm-up load, " + plan.warmUp() + " bulks");
        pipeline(model, BATCHES.getLast());
        repeated(lines, true, plan.warmUp());
        for (int batch : BATCHES) {
            pipeline(model, batch);
            for (boolean graph : List.of(false, true)) {
                samples.add(new Sample(server, sentences.size(), batch, graph, repeated(lines, graph, plan.rounds())));
                show(samples.getLast());
            }
        }
        return samples;
    }

    private void pipeline(String model, int batch) {
        perch.quietly("PUT", "/_ingest/pipeline/bench-remote", "{\"processors\":[{\"text_embedding\":{\"model_id\":\"" + model
                + "\",\"batch_size\":" + batch + ",\"field_map\":{\"text\":\"vector\"}}}]}");
    }

    private List<Double> repeated(String lines, boolean graph, int times) {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            indices.anew(graph);
            seconds.add(bulk(lines));
        }
        return seconds;
    }

    private double bulk(String lines) {
        long began = System.nanoTime();
        JsonNode answer = perch.lines(Indices.NAME + "/_bulk?pipeline=bench-remote", lines);
        if (answer.path("errors").asBoolean(true)) {
            throw new WrongAnswer("errors to a bulk: " + answer);
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private void show(Sample sample) {
        console.line(String.format(Locale.ROOT, "%d documents, %s: %s s, at most %.2f s wanted", sample.documents(),
                sample.words(), sample.spread().text(2), sample.allowedSeconds()));
    }
}
