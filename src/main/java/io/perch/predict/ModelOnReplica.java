package io.perch.predict;

import io.perch.model.ModelProfile;
import io.perch.model.ModelState;
import java.util.List;

/**
 * One model on one replica. Members that only the replica itself knows are {@code null} for every other one.
 *
 * @param state       there; {@code null} when it is not there and was only asked for
 * @param targets     where it should be
 * @param workers     where it is
 * @param memoryBytes that it holds; {@code null} while it is not loaded
 */
public record ModelOnReplica(String modelId, String nodeId, ModelState state, List<String> targets, List<String> workers,
        Long memoryBytes, ModelProfile profile, TimeStats inferences, TimeStats requests) {
}
