package io.perch.connector.batch;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.task.TaskState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the words of remote services for the state of a job mean here. A word is found anywhere in the text, in any letter case;
 * the first meaning that fits counts.
 *
 * @param fields   members of a job in which the word is looked for, in this order
 * @param meanings in the order in which they are tried
 */
public record JobState(List<String> fields, Map<TaskState, Pattern> meanings) {

    /** The settings {@code remote_job.*}; each is a regular expression. */
    public static JobState of(List<String> fields, String cancelling, String cancelled, String completed, String expired,
            String failed) {
        Map<TaskState, Pattern> meanings = new LinkedHashMap<>();
        meanings.put(TaskState.CANCELLING, pattern(cancelling));
        meanings.put(TaskState.CANCELLED, pattern(cancelled));
        meanings.put(TaskState.COMPLETED, pattern(completed));
        meanings.put(TaskState.EXPIRED, pattern(expired));
        meanings.put(TaskState.FAILED, pattern(failed));
        return new JobState(fields, meanings);
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    /** Empty when the job says nothing of its state, or a word that means none: then the task stays as it is. */
    public Optional<TaskState> read(JsonNode job) {
        return word(job).flatMap(this::meaning);
    }

    /** What the job says of its state; the first of the fields that holds a text counts. */
    public Optional<String> word(JsonNode job) {
        return fields.stream().map(job::path).filter(JsonNode::isTextual).map(JsonNode::textValue).findFirst();
    }

    private Optional<TaskState> meaning(String word) {
        for (Map.Entry<TaskState, Pattern> meaning : meanings.entrySet()) {
            if (meaning.getValue().matcher(word).find()) {
                return Optional.of(meaning.getKey());
            }
        }
        return Optional.empty();
    }
}
