package io.perch.ship;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.stream.Stream;

/**
 * A custom resource, as fabric8 generated it from the operator's Go types: unknown fields and wrong types are found by reading
 * it strictly. The beans do not say what is required, so {@code required} does, as JSON pointers.
 */
record BeanSchema(Class<?> type, String... required) implements Schemas.Schema {

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .annotationIntrospector(new NothingElse())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    @Override
    public List<String> faults(JsonNode document) {
        return Stream.concat(missing(document), wrong(document)).toList();
    }

    private Stream<String> missing(JsonNode document) {
        return Stream.of(required).filter(pointer -> document.at(pointer).isMissingNode()).map(pointer -> "missing " + pointer);
    }

    private Stream<String> wrong(JsonNode document) {
        try {
            STRICT.treeToValue(document, type);
            return Stream.empty();
        } catch (JsonProcessingException e) {
            return Stream.of(e.getOriginalMessage());
        }
    }

    /** The beans keep fields they do not know in a map; here that map is not there. */
    private static final class NothingElse extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }
}
