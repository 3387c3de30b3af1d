package io.perch.task;

import io.smallrye.mutiny.Uni;
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

    /** What was kept last, in this run or one before; {@code null} for nothing. */
    String checkpoint();

    /**
     * Keeps from where on whoever takes the task over goes on. Answers when that is stored; never, for the run ends there, when
     * the task is no longer this replica's.
     */
    Uni<Void> keep(String checkpoint);

    /** Replaces the {@code worker_node} list that the task shows. */
    void workedOnBy(List<String> nodeIds);
}
