package io.perch.dev.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.dev.Console;
import io.perch.dev.PerchApi;
import io.perch.dev.Sentences;
import io.perch.dev.Sentences.Sentence;
import io.perch.dev.bench.cases.Texts;
import io.perch.dev.bench.load.ServerProcess;
import io.perch.dev.bench.load.WrongAnswer;
import io.perch.dev.bench.raw.RawCosts;
import io.perch.dev.bench.raw.RawProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes the figures of bulks on one server: raw, bulks, raw, bulks, raw …, since the machine's speed drifts. */
public final class BulkMeasuring {

    private final BulkPlan plan;
    private final String server;
    private final PerchApi perch;
    private final ServerProcess process;
    private final Indices indices;
    private final Console console;

    public BulkMeasuring(BulkPlan plan, String server, String perch, ServerProcess process, String openSearch, Console console) {
        this.plan = plan;
        this.server = server;
        this.perch = new PerchApi(perch, Console.silent());
        this.process = process;
        this.indices = Indices.at(openSearch);
        this.console = console;
    }

    /** @param model id of a deployed one, @param zip its package */
    public List<BulkSample> measure(String model, Path zip, RawProcess raw) {
        List<Sentence> sentences = Sentences.all();
        int[] tokens = TokenCounts.of(sentences.stream().map(Sentence::text).toList(), zip);
        String lines = Sentences.bulk(sentences);
        pipeline("{\"text_embedding\":{\"model_id\":\"" + model + "\",\"field_map\":{\"text\":\"vector\"}}}");
        indices.anew();
        console.line("warm-up load, " + plan.warmUp() + " bulks");
        bulks(lines, plan.warmUp());
        List<BulkSample> samples = new ArrayList<>();
        RawCosts before = raw.costs(Texts.MIXED);
        for (int round = 1; round <= plan.rounds(); round++) {
            indices.anew();
            double cpu = process.cpuSeconds();
            long began = System.nanoTime();
            bulks(lines, plan.bulks());
            double seconds = (System.nanoTime() - began) / 1e9;
            double spent = process.cpuSeconds() - cpu;
            RawCosts after = raw.costs(Texts.MIXED);
            double engine = plan.bulks() * RawCosts.between(before, after).together().of(tokens);
            before = after;
            samples.add(new BulkSample(server, plan.bulks() * sentences.size(), spent, engine, seconds));
            show(samples.getLast());
        }
        return samples;
    }

    private void pipeline(String processor) {
        perch.quietly("PUT", "/_ingest/pipeline/bench", "{\"processors\":[" + processor + "]}");
    }

    private void bulks(String lines, int count) {
        for (int i = 0; i < count; i++) {
            JsonNode answer = perch.lines(Indices.NAME + "/_bulk?pipeline=bench", lines);
            if (answer.path("errors").asBoolean(true)) {
                throw new WrongAnswer("errors to a bulk: " + answer);
            }
        }
    }

    private void show(BulkSample sample) {
        console.line(String.format(Locale.ROOT,
                "%.2f ms of CPU per document, %.2f in the raw engine: %.2f of what is allowed; %.0f docs/s",
                sample.cpuMillis(), sample.rawMillis(), sample.share(), sample.perSecond()));
    }
}
