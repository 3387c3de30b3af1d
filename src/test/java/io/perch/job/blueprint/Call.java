package io.perch.job.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.Json;
import io.perch.testing.Provider.Asked;

/**
 * One call as a service has to see it, and what it answers.
 *
 * @param target path and query
 * @param body   JSON; empty for none
 */
public record Call(String method, String target, String body, String answer) {

    public static Call post(String target, String body, String answer) {
        return new Call("POST", target, body, answer);
    }

    public String path() {
        return target.split("\\?")[0];
    }

    public boolean is(Asked asked) {
        return method.equals(asked.method()) && target.equals(asked.path()) && isBody(asked.body());
    }

    /** Whatever blanks there are and in whatever order its members stand. */
    public boolean isBody(String sent) {
        return body.isEmpty() || sent.isEmpty() ? body.equals(sent) : tree(body).equals(tree(sent));
    }

    private static JsonNode tree(String json) {
        return Json.read(json, JsonNode.class);
    }
}
