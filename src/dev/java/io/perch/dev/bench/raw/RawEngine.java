package io.perch.dev.bench.raw;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.perch.dev.bench.cases.Percentiles;
import io.perch.dev.bench.cases.Sentences;
import io.perch.dev.bench.cases.Subject.RawKind;
import io.perch.dev.bench.raw.RawNetwork.RawBatch;
import io.perch.dev.bench.raw.RawRun.Order;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A process with one engine and one thread: {@code RawEngine KIND PACKAGE.zip}. Reads orders, answers runs. */
final class RawEngine {

    private static final String TOKENIZER = "tokenizer.json";
    private static final long SEED = 5;
    /** Runs before the clock starts: the machine has just done something else. */
    private static final int NOT_COUNTED = 2;
    /** A batch of other texts each time, as a server has it. */
    private static final int BATCHES = 4;

    private final RawNetwork network;
    private final HuggingFaceTokenizer tokenizer;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private RawEngine(RawNetwork network, HuggingFaceTokenizer tokenizer) {
        this.network = network;
        this.tokenizer = tokenizer;
    }

    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        // what a library prints is no answer
        System.setOut(System.err);
        try (ZipFile zip = new ZipFile(Path.of(arguments[1]).toFile());
                RawNetwork network = RawNetwork.open(RawKind.valueOf(arguments[0]), network(zip));
                HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(
                        zip.getInputStream(zip.getEntry(TOKENIZER)), Map.of("padding", "false"));
                BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            RawEngine engine = new RawEngine(network, tokenizer);
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                answers.println(engine.carryOut(Order.read(order)).line());
            }
        }
    }

    private static byte[] network(ZipFile zip) throws IOException {
        ZipEntry network = zip.stream().filter(entry -> !entry.getName().equals(TOKENIZER)).findFirst().orElseThrow();
        return zip.getInputStream(network).readAllBytes();
    }

    private RawRun carryOut(Order order) {
        List<RawBatch> batches = batches(order);
        for (int i = 0; i < NOT_COUNTED; i++) {
            batches.get(i).run();
        }
        List<Long> times = new ArrayList<>();
        long spent = 0;
        long end = System.nanoTime() + order.time().toNanos();
        while (System.nanoTime() - end < 0) {
            if (order.pause().isPositive()) {
                LockSupport.parkNanos(order.pause().toNanos());
            }
            long cpu = threads.getCurrentThreadCpuTime();
            long began = System.nanoTime();
            batches.get(times.size() % BATCHES).run();
            times.add(System.nanoTime() - began);
            spent += threads.getCurrentThreadCpuTime() - cpu;
        }
        return new RawRun(times.size() * order.batch(), spent, Percentiles.of(times).at(0.5));
    }

    private List<RawBatch> batches(Order order) {
        Random random = new Random(SEED);
        List<RawBatch> batches = new ArrayList<>();
        for (int i = 0; i < BATCHES; i++) {
            List<long[]> texts = new ArrayList<>();
            for (int text = 0; text < order.batch(); text++) {
                texts.add(tokenizer.encode(Sentences.of(order.tokens(), random).text()).getIds());
            }
            batches.add(network.batch(texts));
        }
        return batches;
    }
}
