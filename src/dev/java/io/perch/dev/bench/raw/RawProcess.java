package io.perch.dev.bench.raw;

import io.perch.dev.Processes;
import io.perch.dev.StartFailed;
import io.perch.dev.bench.cases.Subject;
import io.perch.dev.bench.cases.Texts;
import io.perch.dev.bench.raw.RawCosts.Alone;
import io.perch.dev.bench.raw.RawRun.Order;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The raw engine in a process of its own, idle between orders. Ends with this one, however that ends: its input closes. */
public final class RawProcess implements AutoCloseable {

    /** Texts of mixed lengths are measured at these; between them cost grows almost evenly. */
    private static final List<Integer> LENGTHS = List.of(Texts.SHORTEST, 8, 12, 16, 24, 32, 48, 64, 96, Texts.LONGEST);

    /** Less than passes between two runs of a server with one caller: his answer has to reach him, his next text the engine. */
    private static final Duration PAUSE = Duration.of(300, ChronoUnit.MICROS);

    private final Process process;
    private final Path log;
    private final BufferedReader answers;
    private final PrintStream orders;
    private final Duration time;
    private final boolean batched;
    private final BatchSizes cheapest;

    private RawProcess(Process process, Path log, boolean batched, Duration time) {
        this.process = process;
        this.log = log;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.time = time;
        this.batched = batched;
        measure(12, 1, time.multipliedBy(3));
        this.cheapest = batched ? cheapest() : new BatchSizes(new TreeMap<>());
    }

    /**
     * Warm, and knowing in which company each length is cheapest: takes some 15 times {@code time}.
     * Fails with {@link StartFailed}, as the others, when the engine cannot be run.
     *
     * @param time that one measurement takes
     * @param log  for what the engine has to complain about
     */
    public static RawProcess start(Subject subject, Path zip, Duration time, Path log) {
        ProcessBuilder program = new ProcessBuilder(Processes.java(), "-Xmx1g", "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED", "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-cp",
                System.getProperty("java.class.path"), RawEngine.class.getName(), subject.raw().name(), zip.toString());
        // as Perch does: see io.perch.engine.libraries.NativeLibraries and TorchRuntime
        program.environment().putAll(Map.of("ORT_DISABLE_TELEMETRY", "1", "OMP_NUM_THREADS", "1", "MKL_NUM_THREADS", "1"));
        try {
            return new RawProcess(program.redirectError(Redirect.to(log.toFile())).start(), log, subject.batched(), time);
        } catch (IOException failure) {
            throw new StartFailed("The raw engine did not start", log, failure);
        }
    }

    /** Takes some seconds, while the server should have nothing to do. */
    public RawCosts costs(Texts texts) {
        return switch (texts) {
            case SHORT -> ofOneLength(12);
            case LONG -> ofOneLength(Texts.LONGEST);
            case MIXED -> ofAllLengths();
        };
    }

    private RawCosts ofOneLength(int tokens) {
        List<Integer> length = List.of(tokens);
        return new RawCosts(alone(length, time, Duration.ZERO), alone(length, time, PAUSE),
                curve(length, any -> measure(any, 32, time)));
    }

    private RawCosts ofAllLengths() {
        Duration each = time.dividedBy(4);
        Alone alone = alone(LENGTHS, each, Duration.ZERO);
        CostCurve together = batched ? curve(LENGTHS, length -> measure(length, cheapest.byTokens().get(length), each))
                : alone.cost();
        return new RawCosts(alone, alone(LENGTHS, each, PAUSE), together);
    }

    private Alone alone(List<Integer> lengths, Duration each, Duration pause) {
        RawRun shortest = measure(lengths.getFirst(), 1, each, pause);
        return new Alone(curve(lengths, length -> length.equals(lengths.getFirst()) ? shortest : measure(length, 1, each, pause)),
                shortest.p50Nanos() / 1e6);
    }

    private static CostCurve curve(List<Integer> lengths, Function<Integer, RawRun> run) {
        NavigableMap<Integer, Double> seconds = new TreeMap<>();
        lengths.forEach(tokens -> seconds.put(tokens, run.apply(tokens).secondsPerDoc()));
        return new CostCurve(seconds);
    }

    private BatchSizes cheapest() {
        NavigableMap<Integer, Integer> sizes = new TreeMap<>();
        Duration trial = time.dividedBy(5);
        for (int tokens : LENGTHS) {
            sizes.put(tokens, BatchSizes.best(BatchSizes.candidates(tokens),
                    batch -> measure(tokens, batch, trial).secondsPerDoc()));
        }
        return new BatchSizes(sizes);
    }

    private RawRun measure(int tokens, int batch, Duration time) {
        return measure(tokens, batch, time, Duration.ZERO);
    }

    private RawRun measure(int tokens, int batch, Duration time, Duration pause) {
        orders.println(new Order(tokens, batch, time, pause).line());
        try {
            String answer = answers.readLine();
            if (answer == null) {
                throw new StartFailed("The raw engine ended by itself", log, null);
            }
            return RawRun.read(answer);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
