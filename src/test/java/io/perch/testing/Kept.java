package io.perch.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the two stores keep, asked of the stores themselves. */
public final class Kept {

    private static final Pattern COUNT = Pattern.compile("\"count\":(\\d+)");

    private Kept() {
    }

    /** Documents of this model in the chunk index. */
    public static int chunks(String modelId) {
        String index = Servers.openSearch().url() + "/perch-model-chunk/";
        ask(index + "_refresh", "");
        String answer = ask(index + "_count", "{\"query\": {\"term\": {\"model_id\": \"" + modelId + "\"}}}");
        Matcher count = COUNT.matcher(answer);
        // there is no index before the first chunk
        return count.find() ? Integer.parseInt(count.group(1)) : 0;
    }

    public static long models(String id) {
        return Sql.number("SELECT count(*) FROM model WHERE id = ?", id);
    }

    public static long groupsNamed(String name) {
        return Sql.number("SELECT count(*) FROM model_group WHERE name = ?", name);
    }

    private static String ask(String url, String json) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(json)).build();
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
