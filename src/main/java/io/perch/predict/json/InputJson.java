package io.perch.predict.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.model.PredictInput;
import java.util.List;
import java.util.Locale;

/**
 * What a model is asked, as one JSON object, by whatever door it came in: {@code text_docs}, {@code query_text}, {@code question},
 * {@code context} or {@code parameters}, as in the body of a predict.
 */
public final class InputJson {

    private static final String PARAMETERS = "parameters";
    private static final String DOCS = "text_docs";

    private InputJson() {
    }

    /** A chat's members are {@code parameters}, as they are for a connector. Values are the caller's own nodes: not to be changed. */
    public static ObjectNode of(PredictInput input) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        switch (input) {
            case PredictInput.TextDocs texts -> textDocs(texts, json);
            case PredictInput.Similarity(String query, List<String> docs) -> add(DOCS, docs, json.put("query_text", query));
            case PredictInput.Question(String question, String context) -> json.put("question", question).put("context", context);
            case PredictInput.Remote(var parameters, String action) -> {
                json.putObject(PARAMETERS).setAll(parameters);
                if (action != null) {
                    json.put("action_type", action);
                }
            }
            case PredictInput.Chat(ObjectNode body) -> json.putObject(PARAMETERS).setAll(members(body));
        }
        return json;
    }

    private static void textDocs(PredictInput.TextDocs texts, ObjectNode json) {
        add(DOCS, texts.docs(), json);
        switch (texts.contentType()) {
            case QUERY, PASSAGE -> json.putObject(PARAMETERS)
                    .put("content_type", texts.contentType().name().toLowerCase(Locale.ROOT));
            case UNSAID, NONE -> { }
        }
    }

    private static void add(String name, List<String> texts, ObjectNode json) {
        ArrayNode array = json.putArray(name);
        texts.forEach(array::add);
    }

    /** Who was asked is no part of what was asked. */
    private static ObjectNode members(ObjectNode chat) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        members.setAll(chat);
        return members.without(List.of("model", "stream"));
    }
}
