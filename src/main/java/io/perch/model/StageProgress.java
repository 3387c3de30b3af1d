package io.perch.model;

import io.perch.artifact.Progress;
import io.perch.task.RunningTask;

/** Bytes moved, as a part of the whole task's percentage. */
final class StageProgress {

    private StageProgress() {
    }

    /** Begins the stage: it is shown before the first byte moves, or whatever keeps that byte away would be blamed on another. */
    static Progress of(RunningTask task, String stage, int from, int to) {
        task.progress(stage, from);
        return (done, total) -> task.progress(stage, total <= 0 ? from : from + (int) ((to - from) * done / total));
    }
}
