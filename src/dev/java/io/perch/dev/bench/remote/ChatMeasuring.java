package io.perch.dev.bench.remote;

import io.perch.dev.Console;
import io.perch.dev.bench.load.Callers;
import io.perch.dev.bench.load.Load;
import io.perch.dev.bench.load.Requests;
import io.perch.dev.bench.load.ServerProcess;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Takes the figures of one server: proxy, Perch, proxy, Perch, proxy …, since the machine's speed drifts. */
public final class ChatMeasuring {

    private static final String SHOWN = "%-20s %2d callers  %.3f ms of CPU per call  %6.0f requests/CPU-s"
            + "  %.2f of the proxy's  %6.0f requests/s  p50 %.2f ms%s";

    private final ChatPlan plan;
    private final String server;
    private final Console console;

    public ChatMeasuring(ChatPlan plan, String server, Console console) {
        this.plan = plan;
        this.server = server;
        this.console = console;
    }

    /** Somebody who answers chats. */
    private record Answerer(InetSocketAddress address, ServerProcess process, Requests requests) {

        Load call(int callers, Duration time) {
            return Callers.call(callers, requests, time, address, process);
        }
    }

    /** @param address of Perch, as {@code process} is its */
    public List<ChatSample> measure(InetSocketAddress address, ServerProcess process, ChatModel model, VertxProcess proxy) {
        Answerer bare = new Answerer(proxy.address(), proxy.process(), Chats.direct());
        Map<Door, Answerer> doors = new EnumMap<>(Door.class);
        for (Door door : Door.values()) {
            doors.put(door, new Answerer(address, process, door.requests(model)));
        }
        console.line("warm-up load, three times " + plan.warmUp().toSeconds() + " s");
        doors.values().forEach(this::warmUp);
        warmUp(bare);
        List<ChatSample> samples = new ArrayList<>();
        for (int repeat = 1; repeat <= plan.repeats(); repeat++) {
            console.line("round " + repeat + " of " + plan.repeats());
            for (int callers : ChatPlan.CALLERS) {
                samples.addAll(round(doors, bare, callers, repeat));
            }
        }
        return samples;
    }

    private void warmUp(Answerer answerer) {
        Duration each = plan.warmUp().dividedBy(ChatPlan.CALLERS.size());
        ChatPlan.CALLERS.forEach(callers -> answerer.call(callers, each));
    }

    private List<ChatSample> round(Map<Door, Answerer> doors, Answerer bare, int callers, int repeat) {
        List<ChatSample> samples = new ArrayList<>();
        Load before = bare.call(callers, plan.served());
        for (Map.Entry<Door, Answerer> door : doors.entrySet()) {
            Load perch = door.getValue().call(callers, plan.served());
            Load after = bare.call(callers, plan.served());
            samples.add(new ChatSample(server, door.getKey(), callers, repeat, perch, before, after));
            before = after;
            show(samples.getLast());
        }
        return samples;
    }

    private void show(ChatSample sample) {
        Load perch = sample.perch();
        console.line(String.format(Locale.ROOT, SHOWN, sample.door().label(), sample.callers(), perch.cpuMillis(),
                perch.perCpuSecond(), sample.ratio(), perch.perSecond(), perch.p50Millis(), perch.refusals()));
    }
}
