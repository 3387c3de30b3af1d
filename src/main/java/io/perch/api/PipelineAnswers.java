package io.perch.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;

/** Shows pipelines, of either kind, as they were put. */
final class PipelineAnswers {

    private PipelineAnswers() {
    }

    static ObjectNode all(Map<String, ObjectNode> found) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.setAll(found);
        return json;
    }

    /** 404 for none, but for {@code *}. */
    static RestResponse<ObjectNode> of(String ids, Map<String, ObjectNode> found) {
        return found.isEmpty() && !ids.equals("*") ? RestResponse.status(RestResponse.Status.NOT_FOUND, all(found))
                : RestResponse.ok(all(found));
    }
}
