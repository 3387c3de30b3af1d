package io.perch.ingest.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.ingest.document.Document;
import io.perch.ingest.document.FieldPath;
import io.perch.ingest.pipeline.Item;
import io.perch.ingest.pipeline.Processor;
import java.util.List;

/** The small processors that go with the large ones: what OpenSearch calls set, remove, rename, append, drop and fail. */
final class FieldProcessors {

    private FieldProcessors() {
    }

    /** @param from whose value is taken; {@code null}: the value of {@code template} or {@code value} */
    record Set(FieldPath field, JsonNode value, TextTemplate template, FieldPath from, boolean override, boolean ignoreEmpty)
            implements Processor.OfOne {

        static Processor read(Options options) {
            JsonNode value = options.node("value");
            FieldPath from = options.read("copy_from", options.string("copy_from", null), FieldPath::of);
            if ((value == null) == (from == null)) {
                options.fault("value", "either [value] or [copy_from] is required, and not both");
            }
            TextTemplate template = value == null || !value.isTextual() ? null
                    : options.read("value", value.textValue(), TextTemplate::of);
            return new Set(path(options, "field"), value, template, from, options.bool("override", true),
                    options.bool("ignore_empty_value", false));
        }

        @Override
        public String type() {
            return "set";
        }

        @Override
        public void process(Item item) {
            Document document = item.document();
            boolean taken = field.read(document).filter(there -> !there.isNull()).isPresent();
            JsonNode next = from != null ? from.read(document).orElseThrow(() -> missing(from)).deepCopy()
                    : template != null ? TextNode.valueOf(template.fill(document)) : value.deepCopy();
            boolean empty = next.isNull() || next.isTextual() && next.textValue().isEmpty();
            if ((override || !taken) && !(ignoreEmpty && empty)) {
                field.set(document, next);
            }
        }
    }

    record Remove(List<FieldPath> fields, boolean ignoreMissing) implements Processor.OfOne {

        static Processor read(Options options) {
            options.requiredNode("field");
            List<String> names = options.strings("field");
            return new Remove(
                    names == null ? List.of() : names.stream().map(name -> options.read("field", name, FieldPath::of)).toList(),
                    options.bool("ignore_missing", false));
        }

        @Override
        public String type() {
            return "remove";
        }

        @Override
        public void process(Item item) {
            for (FieldPath field : fields) {
                if (!field.remove(item.document()) && !ignoreMissing) {
                    throw missing(field);
                }
            }
        }
    }

    record Rename(FieldPath field, FieldPath target, boolean ignoreMissing) implements Processor.OfOne {

        static Processor read(Options options) {
            return new Rename(path(options, "field"), path(options, "target_field"), options.bool("ignore_missing", false));
        }

        @Override
        public String type() {
            return "rename";
        }

        @Override
        public void process(Item item) {
            JsonNode value = field.read(item.document()).orElse(null);
            if (value == null) {
                if (!ignoreMissing) {
                    throw missing(field);
                }
                return;
            }
            if (target.read(item.document()).isPresent()) {
                throw new PerchException(ErrorCode.FIELD_UNSETTABLE, "field [" + target.text() + "] already exists", null);
            }
            target.set(item.document(), value);
            field.remove(item.document());
        }
    }

    record Append(FieldPath field, List<JsonNode> values, boolean duplicates) implements Processor.OfOne {

        static Processor read(Options options) {
            JsonNode value = options.requiredNode("value");
            List<JsonNode> values = value == null ? List.of() : value.isArray() ? value.valueStream().toList() : List.of(value);
            return new Append(path(options, "field"), values, options.bool("allow_duplicates", true));
        }

        @Override
        public String type() {
            return "append";
        }

        @Override
        public void process(Item item) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            field.read(item.document()).filter(there -> !there.isNull()).ifPresent(there -> {
                if (there.isArray()) {
                    list.addAll((ArrayNode) there);
                } else {
                    list.add(there);
                }
            });
            for (JsonNode value : values) {
                JsonNode next = value.isTextual()
                        ? TextNode.valueOf(TextTemplate.of(value.textValue()).fill(item.document())) : value;
                if (duplicates || list.valueStream().noneMatch(next::equals)) {
                    list.add(next.deepCopy());
                }
            }
            field.set(item.document(), list);
        }
    }

    record Drop() implements Processor.OfOne {

        static Processor read(Options options) {
            return new Drop();
        }

        @Override
        public String type() {
            return "drop";
        }

        @Override
        public void process(Item item) {
            item.drop();
        }
    }

    record Fail(TextTemplate message) implements Processor.OfOne {

        static Processor read(Options options) {
            return new Fail(options.read("message", options.required("message"), TextTemplate::of));
        }

        @Override
        public String type() {
            return "fail";
        }

        @Override
        public void process(Item item) {
            throw new PerchException(ErrorCode.DOCUMENT_REFUSED, message.fill(item.document()), null);
        }
    }

    private static FieldPath path(Options options, String name) {
        return options.read(name, options.required(name), FieldPath::of);
    }

    private static PerchException missing(FieldPath field) {
        return new PerchException(ErrorCode.FIELD_MISSING, "field [" + field.text() + "] not present as part of path ["
                + field.text() + "]", null);
    }
}
