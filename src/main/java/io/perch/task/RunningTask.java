package io.perch.task;

import java.util.List;

/** A task in the hands of its handler. */
public interface RunningTask {

    String id();

    String modelId();

    /** The JSON that the task was created with. */
    String input();

    /**
     * Shows where the work stands. Cheap: a stage is written at most twice a second, and never waited for.
     *
     * @return false when it came too soon after the last one and was left out
     */
    boolean progress(String stage, int percent);

    /** Replaces the {@code worker_node} list that the task shows. */
    void workedOnBy(List<String> nodeIds);
}
