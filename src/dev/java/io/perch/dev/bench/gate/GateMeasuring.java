package io.perch.dev.bench.gate;

import io.perch.dev.Console;
import io.perch.dev.bench.load.Callers;
import io.perch.dev.bench.load.Load;
import io.perch.dev.bench.load.Requests;
import io.perch.dev.bench.load.ServerProcess;
import io.perch.dev.bench.remote.ChatModel;
import io.perch.dev.bench.remote.ChatPlan;
import io.perch.dev.bench.remote.Chats;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes the figures of one server: the open model, the gated, the open, the gated …, since the machine's speed drifts. */
public final class GateMeasuring {

    static final int CALLERS = 16;

    private final ChatPlan plan;
    private final String server;
    private final Console console;

    public GateMeasuring(ChatPlan plan, String server, Console console) {
        this.plan = plan;
        this.server = server;
        this.console = console;
    }

    /** @param address of Perch, as {@code process} is its; @param openSearch its url, for the stop words */
    public List<GateSample> measure(InetSocketAddress address, ServerProcess process, String perch, String openSearch,
            ChatModel chat) {
        GateModel model = GateModel.register(perch, openSearch, chat);
        Requests open = Chats.thousandCharacters(model.open().id());
        Requests gated = Chats.thousandCharacters(model.gated().id());
        console.line("warm-up load, twice " + plan.warmUp().toSeconds() + " s");
        call(open, plan.warmUp(), address, process);
        call(gated, plan.warmUp(), address, process);
        List<GateSample> samples = new ArrayList<>();
        Load before = call(open, plan.served(), address, process);
        for (int repeat = 1; repeat <= plan.repeats(); repeat++) {
            Load through = call(gated, plan.served(), address, process);
            Load after = call(open, plan.served(), address, process);
            samples.add(new GateSample(server, through, before, after));
            before = after;
            show(samples.getLast());
        }
        return samples;
    }

    private static Load call(Requests requests, Duration time, InetSocketAddress address, ServerProcess process) {
        return Callers.call(CALLERS, requests, time, address, process);
    }

    private void show(GateSample sample) {
        console.line(String.format(Locale.ROOT, "%.3f ms of CPU per call, %.3f without the gate: it costs %.3f ms%s",
                sample.gated().cpuMillis(), sample.openMillis(), sample.costMillis(), sample.gated().refusals()));
    }
}
