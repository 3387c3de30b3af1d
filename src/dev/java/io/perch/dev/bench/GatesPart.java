package io.perch.dev.bench;

import io.perch.dev.Console;
import io.perch.dev.bench.gate.GateMarkdown;
import io.perch.dev.bench.gate.GateMeasuring;
import io.perch.dev.bench.gate.GateSample;
import io.perch.dev.bench.remote.ChatModel;
import io.perch.dev.bench.remote.ChatPlan;
import io.perch.dev.bench.remote.VertxProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What guardrails and a schema before a model cost. */
final class GatesPart implements Part {

    private final BenchOptions options;
    private final ChatPlan plan;
    private final Console console;
    private final ResultFiles files;
    private final List<GateSample> samples = new ArrayList<>();

    GatesPart(BenchOptions options, Console console) {
        this.options = options;
        this.plan = options.chatPlan();
        this.console = console;
        this.files = new ResultFiles(options.results());
    }

    @Override
    public String name() {
        return "the gate";
    }

    @Override
    public void measure(MeasuredServer server) {
        try (VertxProcess answerer = VertxProcess.instantAnswerer(options.kept())) {
            ChatModel chat = ChatModel.register(server.url(), answerer.url());
            samples.addAll(new GateMeasuring(plan, server.name(), console)
                    .measure(server.address(), server.process(), server.url(), server.openSearch(), chat));
        }
        files.write("gate.md", GateMarkdown.of(samples, ResultFiles.how(plan.command("--gate")) + " "
                + plan.repeats() + " rounds of " + plan.served().toSeconds() + " s after " + plan.warmUp().toSeconds()
                + " s of warm-up load for each model."));
    }

    @Override
    public List<String> verdicts() {
        return GateMarkdown.verdicts(samples);
    }

    @Override
    public Path file() {
        return files.of("gate.md");
    }
}
