package io.perch.task;

import java.util.List;

/** A task in the hands of its handler. */
public interface RunningTask {

    String id();

    String modelId();

    /** The JSON that the task was created with. */
    String input();

    /** Shows where the work stands. Cheap: it is written at most twice a second, and never waited for. */
    void progress(String stage, int percent);

    /** Replaces the {@code worker_node} list that the task shows. */
    void workedOnBy(List<String> nodeIds);
}
