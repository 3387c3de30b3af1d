import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Loads a running Perch from a process of its own and prints what one predict costs it:
 * {@code java bench/Figures.java URL MODEL_ID PERCH_PID}. Texts have 12 tokens. CPU is the server's own, from the kernel.
 */
final class Figures {

    private static final Duration WARM_UP = Duration.ofSeconds(40);
    private static final Duration EACH = Duration.ofSeconds(10);
    private static final int REPEATS = 3;
    private static final String BODY =
            "{\"text_docs\":[\"the quick brown fox jumps over the lazy dog\"],\"target_response\":[\"sentence_embedding\"]}";

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;
    private final long pid;

    private Figures(String url, String modelId, long pid) {
        this.request = HttpRequest.newBuilder(URI.create(url + "/_plugins/_ml/models/" + modelId + "/_predict"))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(BODY)).build();
        this.pid = pid;
    }

    public static void main(String[] arguments) throws Exception {
        Figures figures = new Figures(arguments[0], arguments[1], Long.parseLong(arguments[2]));
        figures.run(4, WARM_UP);
        System.out.println("| callers | docs/s | docs per CPU-second of the server | p50 ms | p99 ms |");
        System.out.println("|---|---|---|---|---|");
        for (int callers : new int[] {1, 16, 64}) {
            Run[] runs = new Run[REPEATS];
            for (int i = 0; i < REPEATS; i++) {
                runs[i] = figures.run(callers, EACH);
            }
            System.out.println("| " + callers + " | " + spread(runs, Run::perSecond) + " | " + spread(runs, Run::perCpuSecond)
                    + " | " + spread(runs, Run::p50) + " | " + spread(runs, Run::p99) + " |");
        }
        System.out.println("\nmemory: " + figures.status("VmRSS") + " now, " + figures.status("VmHWM") + " at most");
    }

    private record Run(int docs, double seconds, double cpuSeconds, double p50, double p99) {
        double perSecond() {
            return docs / seconds;
        }

        double perCpuSecond() {
            return docs / cpuSeconds;
        }
    }

    /** min / median / max. */
    private static String spread(Run[] runs, java.util.function.ToDoubleFunction<Run> figure) {
        double[] values = Arrays.stream(runs).mapToDouble(figure).sorted().toArray();
        return String.format(Locale.ROOT, "%.1f / %.1f / %.1f", values[0], values[values.length / 2], values[values.length - 1]);
    }

    private Run run(int callers, Duration time) throws Exception {
        ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();
        AtomicInteger failures = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(callers);
        double cpu = cpuSeconds();
        long began = System.nanoTime();
        for (int i = 0; i < callers; i++) {
            Thread.ofVirtual().start(() -> {
                while (System.nanoTime() - began < time.toNanos()) {
                    call(latencies, failures);
                }
                done.countDown();
            });
        }
        done.await();
        double seconds = (System.nanoTime() - began) / 1e9;
        if (failures.get() > 0) {
            throw new IllegalStateException(failures + " predicts failed");
        }
        long[] sorted = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Run(sorted.length, seconds, cpuSeconds() - cpu, sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 99 / 100] / 1e6);
    }

    private void call(ConcurrentLinkedQueue<Long> latencies, AtomicInteger failures) {
        long began = System.nanoTime();
        try {
            if (client.send(request, BodyHandlers.discarding()).statusCode() != 200) {
                failures.incrementAndGet();
            }
        } catch (Exception failed) {
            failures.incrementAndGet();
        }
        latencies.add(System.nanoTime() - began);
    }

    /** User and system time of the server, in clock ticks of 10 ms. */
    private double cpuSeconds() throws Exception {
        String[] fields = Files.readString(Path.of("/proc/" + pid + "/stat")).replaceFirst(".*\\) ", "").split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }

    private String status(String name) throws Exception {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream().filter(line -> line.startsWith(name + ":"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MiB").findFirst().orElseThrow();
    }
}
