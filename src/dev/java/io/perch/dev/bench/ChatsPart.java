package io.perch.dev.bench;

import io.perch.dev.Console;
import io.perch.dev.bench.remote.ChatCsv;
import io.perch.dev.bench.remote.ChatMarkdown;
import io.perch.dev.bench.remote.ChatMeasuring;
import io.perch.dev.bench.remote.ChatModel;
import io.perch.dev.bench.remote.ChatPlan;
import io.perch.dev.bench.remote.ChatSample;
import io.perch.dev.bench.remote.ChatVerdicts;
import io.perch.dev.bench.remote.VertxProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a chat with a remote model costs in Perch, next to what it costs in a bare proxy. */
final class ChatsPart implements Part {

    private final BenchOptions options;
    private final ChatPlan plan;
    private final Console console;
    private final ResultFiles files;
    private final List<ChatSample> samples = new ArrayList<>();

    ChatsPart(BenchOptions options, Console console) {
        this.options = options;
        this.plan = options.chatPlan();
        this.console = console;
        this.files = new ResultFiles(options.results());
    }

    @Override
    public String name() {
        return "remote chats";
    }

    @Override
    public void measure(MeasuredServer server) {
        try (VertxProcess answerer = VertxProcess.instantAnswerer(options.kept());
                VertxProcess proxy = VertxProcess.reverseProxy(answerer, options.kept())) {
            ChatModel model = ChatModel.register(server.url(), answerer.url());
            ChatMeasuring measuring = new ChatMeasuring(plan, server.name(), console);
            samples.addAll(measuring.measure(server.address(), server.process(), model, proxy));
        }
        files.write("remote.md", ChatMarkdown.of(samples, ResultFiles.how(plan.command("--remote")) + " " + plan.sentence()));
        files.write("remote.csv", ChatCsv.of(samples));
    }

    @Override
    public List<String> verdicts() {
        return ChatVerdicts.of(samples);
    }

    @Override
    public Path file() {
        return files.of("remote.md");
    }
}
