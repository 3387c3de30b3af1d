package io.perch.connector.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Json;
import io.perch.task.TaskState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobStateTest {

    private static final JobState DEFAULT = JobState.of(List.of("status", "Status", "TransformJobStatus"),
            "(stopping|cancelling)", "(stopped|cancelled)", "(complete|completed|partiallyCompleted)", "(expired|timeout)",
            "(failed)");

    @ParameterizedTest
    @CsvSource({"completed, COMPLETED", "Completed, COMPLETED", "PartiallyCompleted, COMPLETED", "Stopping, CANCELLING",
        "cancelled, CANCELLED", "Stopped, CANCELLED", "Failed, FAILED", "expired, EXPIRED", "TIMEOUT, EXPIRED"})
    void wordsOfServicesMeanStates(String word, TaskState state) {
        assertThat(DEFAULT.read(json("{\"status\": \"" + word + "\"}"))).contains(state);
    }

    @ParameterizedTest
    @CsvSource({"in_progress", "InProgress", "validating", "''"})
    void otherWordsMeanNothing(String word) {
        assertThat(DEFAULT.read(json("{\"status\": \"" + word + "\"}"))).isEmpty();
    }

    @Test
    void theFirstFieldThatIsThereCounts() {
        assertThat(DEFAULT.read(json("{\"TransformJobStatus\": \"Failed\", \"Status\": \"Completed\"}")))
                .contains(TaskState.COMPLETED);
    }

    @Test
    void aJobWithoutAWordSaysNothing() {
        assertThat(DEFAULT.read(json("{\"status\": 7}"))).isEqualTo(Optional.empty());
        assertThat(DEFAULT.read(json("{}"))).isEmpty();
    }

    @Test
    void theWordItselfCanBeTold() {
        assertThat(DEFAULT.word(json("{\"status\": {}, \"Status\": \"In flight\"}"))).contains("In flight");
        assertThat(DEFAULT.word(json("{\"state\": \"failed\"}"))).isEmpty();
    }

    /** As in the original: whoever's service says "incomplete" sets a stricter expression. */
    @Test
    void aMeaningIsFoundAnywhereInTheWord() {
        assertThat(DEFAULT.read(json("{\"status\": \"incomplete\"}"))).contains(TaskState.COMPLETED);
    }

    private static JsonNode json(String text) {
        return Json.read(text, JsonNode.class);
    }
}
