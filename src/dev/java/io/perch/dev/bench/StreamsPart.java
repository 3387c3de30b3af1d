package io.perch.dev.bench;

import io.perch.dev.Console;
import io.perch.dev.bench.remote.ChatModel;
import io.perch.dev.bench.remote.InstantAnswerer;
import io.perch.dev.bench.remote.VertxProcess;
import io.perch.dev.bench.stream.StreamFacts;
import io.perch.dev.bench.stream.StreamMarkdown;
import io.perch.dev.bench.stream.StreamMeasuring;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What streams take of Perch's memory while nothing comes through them. */
final class StreamsPart implements Part {

    private static final int CONNECTIONS = 2 * StreamFacts.WANTED;
    private static final Duration SILENCE = Duration.ofHours(1);

    private final BenchOptions options;
    private final Console console;
    private final ResultFiles files;
    private final List<StreamFacts> facts = new ArrayList<>();

    StreamsPart(BenchOptions options, Console console) {
        this.options = options;
        this.console = console;
        this.files = new ResultFiles(options.results());
    }

    @Override
    public String name() {
        return "idle streams";
    }

    @Override
    public void measure(MeasuredServer server) {
        try (VertxProcess answerer = VertxProcess.instantAnswerer(options.kept())) {
            ChatModel model = ChatModel.register(server.url(), answerer.url() + InstantAnswerer.IDLE, CONNECTIONS, SILENCE);
            facts.add(new StreamMeasuring(server.name(), server.address(), server.process(), console)
                    .measure(options.streams(), model, answerer.process()));
        }
        files.write("streams.md", StreamMarkdown.of(facts, ResultFiles.how("./perch bench --streams")));
    }

    @Override
    public List<String> verdicts() {
        return StreamMarkdown.verdicts(facts);
    }

    @Override
    public Path file() {
        return files.of("streams.md");
    }
}
