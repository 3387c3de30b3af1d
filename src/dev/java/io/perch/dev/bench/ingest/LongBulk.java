package io.perch.dev.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perch.dev.Console;
import io.perch.dev.PerchApi;
import io.perch.dev.bench.load.ServerProcess;
import io.perch.dev.bench.load.WrongAnswer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** How much memory one very long bulk takes: its documents of 10 kB go through a pipeline that keeps a little of each. */
public final class LongBulk {

    private static final String PIPELINE = """
            {"processors":[{"set":{"field":"seen","value":true}},{"remove":{"field":"filler"}}]}""";
    private static final int BYTES = 10_000;
    private static final long LOOK_MILLIS = 200;

    private final String server;
    private final String url;
    private final ServerProcess process;
    private final Indices indices;
    private final Console console;

    public LongBulk(String server, String url, ServerProcess process, String openSearch, Console console) {
        this.server = server;
        this.url = url;
        this.process = process;
        this.indices = Indices.at(openSearch);
        this.console = console;
    }

    /** @param before and @param most what the process held before, and at most while the bulk ran, in MiB */
    public record Sample(String server, int megabytes, long before, long most, double seconds) {
    }

    public Sample measure(int megabytes) {
        new PerchApi(url, Console.silent()).quietly("PUT", "/_ingest/pipeline/bench-long", PIPELINE);
        indices.anew();
        // the heap has the size then that many small ones give it
        send(megabytes / 10);
        long before = process.mebibytes("VmRSS");
        long began = System.nanoTime();
        CompletableFuture<Void> bulk = CompletableFuture.runAsync(() -> send(megabytes));
        long most = before;
        while (!bulk.isDone()) {
            most = Math.max(most, process.mebibytes("VmRSS"));
            pause();
        }
        bulk.join();
        Sample sample = new Sample(server, megabytes, before, most, (System.nanoTime() - began) / 1e9);
        console.line(String.format(Locale.ROOT, "%d MB of lines in %.0f s: %d MiB before, %d MiB at most", megabytes,
                sample.seconds(), before, most));
        return sample;
    }

    private void send(int megabytes) {
        int documents = megabytes * 1_000_000 / BYTES;
        HttpRequest request = HttpRequest
                .newBuilder(URI.create(url + Indices.NAME + "/_bulk?pipeline=bench-long&filter_path=errors"))
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofInputStream(() -> new SequenceInputStream(new Lines(documents)))).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            JsonNode told = new ObjectMapper().readTree(answer.body());
            if (answer.statusCode() != 200 || told.path("errors").asBoolean(true)) {
                throw new WrongAnswer("errors to a long bulk: " + told);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new WrongAnswer("nothing, for nobody waited");
        }
    }

    /** Made one by one, as they are sent. */
    private static final class Lines implements Enumeration<InputStream> {

        private static final String FILLER = "x".repeat(BYTES - 80);

        private final int documents;
        private int next;

        Lines(int documents) {
            this.documents = documents;
        }

        @Override
        public boolean hasMoreElements() {
            return next < documents;
        }

        @Override
        public InputStream nextElement() {
            String line = "{\"index\":{\"_id\":\"" + next % 1_000 + "\"}}\n"
                    + "{\"chapter\":" + next + ",\"filler\":\"" + FILLER + "\"}\n";
            next++;
            return new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
