package io.perch.dev;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Follows a task of Perch to its end, with a progress line. */
public final class TaskWatch {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Set<String> UNFINISHED = Set.of("CREATED", "RUNNING");

    private final PerchApi api;
    private final Console console;

    public TaskWatch(PerchApi api, Console console) {
        this.api = api;
        this.console = console;
    }

    /** The finished task. Fails with {@link CallFailed} when it did not complete. */
    public JsonNode toItsEnd(String taskId) {
        String path = "/_plugins/_ml/tasks/" + taskId;
        console.quote("GET " + path);
        JsonNode task = followed(path);
        console.endProgress();
        console.quote("→ " + Shortened.json(task));
        if (!task.path("state").asText().equals("COMPLETED")) {
            throw new CallFailed("Task " + taskId + " ended as " + task.path("state").asText(), task.path("error").asText());
        }
        return task;
    }

    private JsonNode followed(String path) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        JsonNode task = api.quietly("GET", path, "");
        while (UNFINISHED.contains(task.path("state").asText())) {
            show(task);
            if (System.nanoTime() > end) {
                throw new CallFailed("The task is not finished after " + PATIENCE.toMinutes() + " minutes", Shortened.json(task));
            }
            LockSupport.parkNanos(POLL.toNanos());
            task = api.quietly("GET", path, "");
        }
        console.progress(task.path("state").asText().toLowerCase(Locale.ROOT), task.path("progress").asInt(100));
        return task;
    }

    private void show(JsonNode task) {
        String stage = task.path("stage").asText(task.path("state").asText()).toLowerCase(Locale.ROOT);
        console.progress(stage, Math.clamp(task.path("progress").asInt(0), 0, 100));
    }
}
