package io.perch.ship;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A type of Kubernetes' OpenAPI description, as the official Java client was generated from it. The generated check finds
 * unknown and missing fields at any depth; Gson is lenient about types ({@code "yes"} becomes {@code false}), so the document
 * must also come back from the typed object as it went in.
 */
record OpenApiSchema(Class<?> type) implements Schemas.Schema {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Override
    public List<String> faults(JsonNode document) {
        try {
            type.getMethod("validateJsonElement", JsonElement.class).invoke(null, JsonParser.parseString(document.toString()));
            return differences(document);
        } catch (InvocationTargetException e) {
            return List.of(e.getCause().getMessage());
        } catch (ReflectiveOperationException | JsonProcessingException e) {
            throw new AssertionError("not a generated model: " + type, e);
        }
    }

    private List<String> differences(JsonNode document) throws JsonProcessingException {
        try {
            JsonNode typed = MAPPER.readTree(JSON.getGson().toJson(JSON.getGson().fromJson(document.toString(), type)));
            return lost("", document, typed).toList();
        } catch (JsonParseException | NumberFormatException e) {
            return List.of(e.getMessage());
        }
    }

    /** What the document says and the typed object does not; that has empty lists of its own, which say nothing. */
    private static Stream<String> lost(String at, JsonNode said, JsonNode typed) {
        if (said.isObject() && typed.isObject()) {
            return said.properties().stream().flatMap(member ->
                    lost(at + "/" + member.getKey(), member.getValue(), typed.path(member.getKey())));
        }
        if (said.isArray() && typed.size() == said.size()) {
            return IntStream.range(0, said.size()).boxed().flatMap(i -> lost(at + "/" + i, said.get(i), typed.get(i)));
        }
        return said.equals(typed) ? Stream.empty() : Stream.of(at + " is read as " + typed + " but written as " + said);
    }
}
