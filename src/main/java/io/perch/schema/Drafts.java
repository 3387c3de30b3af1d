package io.perch.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.DynamicRefValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.keyword.RefValidator;
import com.networknt.schema.path.NodePath;
import java.util.List;
import java.util.Optional;

/** The drafts of JSON Schema that Perch knows, with references that are {@linkplain Looks counted}. */
final class Drafts {

    private static final List<Dialect> KNOWN = List.of(counted(Dialects.getDraft202012()), counted(Dialects.getDraft7()));

    private Drafts() {
    }

    static List<Dialect> known() {
        return KNOWN;
    }

    static Dialect latest() {
        return KNOWN.getFirst();
    }

    /** By its name, with http or https, with or without {@code #}. */
    static Optional<Dialect> named(String name) {
        return KNOWN.stream().filter(draft -> plain(draft.getId()).equals(plain(name))).findFirst();
    }

    private static String plain(String dialect) {
        return dialect.replaceFirst("#$", "").replaceFirst("^https?://", "");
    }

    private static Dialect counted(Dialect draft) {
        return Dialect.builder(draft).keyword(new Reference("$ref", CountedRef::new))
                .keyword(new Reference("$dynamicRef", CountedDynamicRef::new)).build();
    }

    private interface Validators {
        KeywordValidator of(SchemaLocation location, JsonNode node, Schema parent, SchemaContext context);
    }

    private record Reference(String value, Validators validators) implements Keyword {

        @Override
        public String getValue() {
            return value;
        }

        @Override
        public KeywordValidator newValidator(SchemaLocation location, JsonNode node, Schema parent, SchemaContext context) {
            return validators.of(location, node, parent, context);
        }
    }

    private static final class CountedRef extends RefValidator {

        private CountedRef(SchemaLocation location, JsonNode node, Schema parent, SchemaContext context) {
            super(location, node, parent, context);
        }

        @Override
        public void validate(ExecutionContext execution, JsonNode node, JsonNode root, NodePath place) {
            Looks.reference(place.toString());
            super.validate(execution, node, root, place);
        }
    }

    private static final class CountedDynamicRef extends DynamicRefValidator {

        private CountedDynamicRef(SchemaLocation location, JsonNode node, Schema parent, SchemaContext context) {
            super(location, node, parent, context);
        }

        @Override
        public void validate(ExecutionContext execution, JsonNode node, JsonNode root, NodePath place) {
            Looks.reference(place.toString());
            super.validate(execution, node, root, place);
        }
    }
}
