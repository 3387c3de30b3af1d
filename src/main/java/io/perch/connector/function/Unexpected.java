package io.perch.connector.function;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.path.Excerpt;
import io.perch.path.PathReport;

/**
 * Refusals of answers that are JSON, but not what the connector's function reads.
 *
 * @param expected what it reads
 * @param path     where
 */
record Unexpected(String expected, String path) {

    /** Nothing is there. */
    PerchException nothing(PathReport report) {
        return refused("Expected " + expected + " at " + path + " of the service's answer, but nothing is there: " + report.end(),
                report.hint() + "; the parameter " + PostProcess.RESPONSE_FILTER + " says where to look");
    }

    /**
     * Something else is there.
     *
     * @param rule  the refusal as ML Commons words it
     * @param where more exactly
     */
    PerchException found(String rule, String where, JsonNode found) {
        return refused(rule + " Expected " + expected + " at " + path + ", found " + Excerpt.of(found) + where,
                "choose the post_process_function that is made for this service, or let the parameter "
                        + PostProcess.RESPONSE_FILTER + " say where to look");
    }

    static PerchException refused(String reason, String hint) {
        return new PerchException(ErrorCode.REMOTE_ANSWER_UNEXPECTED, reason, hint);
    }
}
