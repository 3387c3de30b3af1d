import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Loads a running Perch with 64 callers while models are deployed and undeployed:
 * {@code java bench/Soak.java URL PERCH_PID MODEL,MODEL,… CSV minutes 10} or {@code … cycles 100}. A cycle deploys every model
 * and undeploys every model. Ends with 1 when a call was answered with anything but an answer or a clean refusal.
 */
final class Soak {

    private static final int CALLERS = 64;
    private static final Set<String> CLEAN = Set.of("model_not_deployed", "queue_full", "model_loading");
    private static final Pattern MEMBER = Pattern.compile("\"(code|task_id|state|model_state)\"\\s*:\\s*\"([^\"]*)\"");
    private static final String[] BODIES = {
        texts(1, 9), texts(1, 9), texts(1, 9), texts(1, 9), texts(1, 40), texts(1, 100), texts(16, 9)};

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final long pid;
    private final List<String> models;
    private final Path csv;
    private final LongAdder answered = new LongAdder();
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
    private final List<double[]> samples = new ArrayList<>();
    private final long began = System.nanoTime();
    private volatile boolean over;

    private Soak(String url, long pid, List<String> models, Path csv) {
        this.url = url;
        this.pid = pid;
        this.models = models;
        this.csv = csv;
    }

    public static void main(String[] arguments) throws Exception {
        Soak soak = new Soak(arguments[0], Long.parseLong(arguments[1]), List.of(arguments[2].split(",")), Path.of(arguments[3]));
        // predicts must not deploy by themselves: who deploys and when is what this is about
        soak.setting("false");
        try {
            soak.run(arguments[4], Integer.parseInt(arguments[5]));
        } finally {
            soak.setting("null");
        }
        System.exit(soak.errors.isEmpty() ? 0 : 1);
    }

    private static String texts(int count, int words) {
        String text = "\"" + "the quick brown fox jumps over the lazy dog ".repeat(words / 9 + 1).strip() + "\"";
        return "{\"target_response\":[\"sentence_embedding\"],\"text_docs\":[" + String.join(",", java.util.Collections.nCopies(count, text)) + "]}";
    }

    private void run(String unit, int count) throws Exception {
        for (int i = 0; i < CALLERS; i++) {
            Thread.ofVirtual().start(this::call);
        }
        Thread.ofPlatform().daemon().start(this::sample);
        switch (unit) {
            case "minutes" -> minutes(count);
            case "cycles" -> cycles(count);
            default -> throw new IllegalArgumentException("minutes or cycles, not " + unit);
        }
        over = true;
        Files.write(csv, csvLines());
        System.out.printf(Locale.ROOT, "answered %d, refused %s, errors %s%n", answered.sum(), new TreeMap<>(refused), new TreeMap<>(errors));
        System.out.println("memory per second in " + csv);
    }

    /** One model after another is let go of and deployed again; the others stay. */
    private void minutes(int count) throws Exception {
        models.forEach(this::deploy);
        long end = System.nanoTime() + Duration.ofMinutes(count).toNanos();
        int undeploys = 0;
        while (System.nanoTime() < end) {
            String model = models.get(undeploys++ % models.size());
            undeploy(model);
            Thread.sleep(1000);
            deploy(model);
            Thread.sleep(1000);
        }
        List<double[]> warm = List.copyOf(samples).subList(samples.size() / 5, samples.size());
        double[] rss = warm.stream().mapToDouble(sample -> sample[1]).sorted().toArray();
        System.out.printf(Locale.ROOT, "%d undeploys and deploys; resident memory after the first fifth, MiB: min %.0f, median %.0f,"
                + " max %.0f, slope %+.2f a minute%n", undeploys, rss[0], rss[rss.length / 2], rss[rss.length - 1], slope(warm));
    }

    private void cycles(int count) throws Exception {
        double[] ends = new double[count];
        for (int cycle = 0; cycle < count; cycle++) {
            models.forEach(this::deploy);
            // the load finds them
            Thread.sleep(1000);
            models.forEach(this::undeploy);
            collectGarbage();
            ends[cycle] = resident();
            System.out.printf(Locale.ROOT, "cycle %d ended with %.0f MiB%n", cycle + 1, ends[cycle]);
        }
        double[] sorted = Arrays.stream(ends).skip(1).sorted().toArray();
        System.out.printf(Locale.ROOT, "resident memory at the ends of cycles, MiB: second %.0f, last %.0f (%+.0f); from the second on"
                + " min %.0f, median %.0f, max %.0f%n", ends[1], ends[count - 1], ends[count - 1] - ends[1], sorted[0],
                sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }

    private void deploy(String model) {
        String task = member("task_id", post("/_plugins/_ml/models/" + model + "/_deploy", ""));
        String state = "";
        while (!state.equals("COMPLETED")) {
            state = member("state", get("/_plugins/_ml/tasks/" + task + "?wait=30s"));
            if (state.equals("FAILED")) {
                count(errors, "deploy failed");
                return;
            }
        }
    }

    /** Returns when its memory is given back. */
    private void undeploy(String model) {
        post("/_plugins/_ml/models/" + model + "/_undeploy", "");
        while (get("/_plugins/_ml/profile/models/" + model).contains("model_state")) {
            pause(50);
        }
    }

    private void call() {
        while (!over) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            String body = BODIES[random.nextInt(BODIES.length)];
            String model = models.get(random.nextInt(models.size()));
            try {
                String answer = post("/_plugins/_ml/models/" + model + "/_predict", body);
                judge(answer);
            } catch (IllegalStateException lost) {
                count(errors, lost.getMessage());
            }
        }
    }

    private void judge(String answer) {
        if (answer.startsWith("{\"inference_results\"")) {
            answered.increment();
            return;
        }
        String code = member("code", answer);
        count(CLEAN.contains(code) ? refused : errors, code);
        pause(20);
    }

    private void sample() {
        while (!over) {
            samples.add(new double[] {(System.nanoTime() - began) / 1e9, resident(), answered.sum(), sum(refused), sum(errors)});
            pause(1000);
        }
    }

    private List<String> csvLines() {
        List<String> lines = new ArrayList<>(List.of("seconds,resident_mib,answered,refused,errors"));
        samples.forEach(s -> lines.add(String.format(Locale.ROOT, "%.0f,%.1f,%.0f,%.0f,%.0f", s[0], s[1], s[2], s[3], s[4])));
        return lines;
    }

    /** Least squares, in MiB per minute. */
    private static double slope(List<double[]> samples) {
        double x = samples.stream().mapToDouble(sample -> sample[0]).average().orElseThrow();
        double y = samples.stream().mapToDouble(sample -> sample[1]).average().orElseThrow();
        double covariance = samples.stream().mapToDouble(sample -> (sample[0] - x) * (sample[1] - y)).sum();
        return covariance / samples.stream().mapToDouble(sample -> (sample[0] - x) * (sample[0] - x)).sum() * 60;
    }

    /** So that what is left is what is held; the native executable has no such door. */
    private void collectGarbage() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        new ProcessBuilder(jcmd.toString(), String.valueOf(pid), "GC.run").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }

    private double resident() {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream().filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0).findFirst().orElseThrow();
        } catch (IOException dead) {
            throw new IllegalStateException("Perch is gone", dead);
        }
    }

    private void setting(String value) {
        send("PUT", "/_cluster/settings", "{\"persistent\":{\"plugins.ml_commons.model_auto_deploy.enable\":" + value + "}}");
    }

    private String get(String path) {
        return send("GET", path, "");
    }

    private String post(String path, String body) {
        return send("POST", path, body);
    }

    private String send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build();
        try {
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(method + " was not answered: " + failed.getClass().getSimpleName(), failed);
        }
    }

    private static String member(String name, String json) {
        Matcher members = MEMBER.matcher(json);
        while (members.find()) {
            if (members.group(1).equals(name)) {
                return members.group(2);
            }
        }
        return "no " + name + " in " + json.substring(0, Math.min(200, json.length()));
    }

    private static void count(Map<String, LongAdder> counts, String what) {
        counts.computeIfAbsent(what, name -> new LongAdder()).increment();
    }

    private static long sum(Map<String, LongAdder> counts) {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
