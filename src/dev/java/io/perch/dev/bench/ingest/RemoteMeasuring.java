package io.perch.dev.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.dev.Console;
import io.perch.dev.PerchApi;
import io.perch.dev.Sentences;
import io.perch.dev.Sentences.Sentence;
import io.perch.dev.bench.load.WrongAnswer;
import io.perch.dev.bench.remote.LateEmbedder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long a bulk takes whose model is far away, by how many texts go there at once. */
public final class RemoteMeasuring {

    private static final int AT_ONCE = 10;
    private static final List<Integer> BATCHES = List.of(1, 10);

    private final String server;
    private final PerchApi perch;
    private final Indices indices;
    private final Console console;

    public RemoteMeasuring(String server, String perch, String openSearch, Console console) {
        this.server = server;
        this.perch = new PerchApi(perch, Console.silent());
        this.indices = Indices.at(openSearch);
        this.console = console;
    }

    /** @param batch texts of one call */
    public record Sample(String server, int documents, int batch, double seconds) {

        /** 60 ms for each round of calls. */
        double allowedSeconds() {
            return Math.ceilDiv(documents, batch * AT_ONCE) * (LateEmbedder.MILLIS + 10) / 1000.0;
        }
    }

    /**
     * Each twice, of which the second counts: the first finds no connections.
     *
     * @param service the url of a {@link LateEmbedder}
     */
    public List<Sample> measure(String service) {
        String model = RemoteModel.register(perch, service);
        List<Sentence> sentences = Sentences.all();
        String lines = Sentences.bulk(sentences);
        List<Sample> samples = new ArrayList<>();
        for (int batch : BATCHES) {
            perch.quietly("PUT", "/_ingest/pipeline/bench-remote", "{\"processors\":[{\"text_embedding\":{\"model_id\":\"" + model
                    + "\",\"batch_size\":" + batch + ",\"field_map\":{\"text\":\"vector\"}}}]}");
            indices.anew();
            bulk(lines);
            samples.add(new Sample(server, sentences.size(), batch, bulk(lines)));
            show(samples.getLast());
        }
        return samples;
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
        console.line(String.format(Locale.ROOT, "%d documents, %d texts per call: %.2f s, at most %.2f s wanted",
                sample.documents(), sample.batch(), sample.seconds(), sample.allowedSeconds()));
    }
}
