package io.perch.connector;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/**
 * One thing that a connector can do, members as ML Commons names them; absent ones are {@code null}. {@code url}, the values of
 * {@code headers} and {@code request_body} are templates.
 *
 * @param requestBody {@code null}: the parameter {@code http_body} is the body
 * @param preProcess  name of a built-in function, or a script
 * @param postProcess name of a built-in function, or a script
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Action(
        @JsonProperty("action_type") ActionType type,
        @JsonProperty("name") String name,
        @JsonProperty("method") String method,
        @JsonProperty("url") String url,
        @JsonProperty("headers") Map<String, String> headers,
        @JsonProperty("request_body") String requestBody,
        @JsonProperty("pre_process_function") String preProcess,
        @JsonProperty("post_process_function") String postProcess,
        @JsonProperty("supports_structured_output") Boolean structuredOutput) {
}
