package io.perch.ingest.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.Failures;
import io.perch.base.PerchException;
import io.perch.ingest.asking.Ask;
import io.perch.ingest.asking.Asker.To;
import io.perch.ingest.asking.Size;
import io.perch.ingest.document.Document;
import io.perch.ingest.document.DocumentPath;
import io.perch.ingest.document.OutputPath;
import io.perch.ingest.document.Place;
import io.perch.ingest.pipeline.Item;
import io.perch.ingest.pipeline.Processor;
import io.perch.ingest.pipeline.Run;
import io.perch.model.Model;
import io.perch.model.PredictInput.ContentType;
import io.perch.predict.text.TextVectors;
import io.perch.predict.text.TextVectors.Kind;
import io.perch.predict.text.VectorOutput;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One vector of a text and an image.
 *
 * @param text  where the text is; {@code null} for an image alone
 * @param image in base64; {@code null} for a text alone
 * @param skipExisting whether a text and an image that are stored as they are keep their vector
 */
record TextImageEmbedding(String modelId, DocumentPath text, DocumentPath image, OutputPath target, boolean skipExisting)
        implements Processor {

    private static final int AT_ONCE = 10;

    /** With every fault there is noted. */
    static Processor read(Options options, ModelUses uses) {
        String model = options.required("model_id");
        String target = options.required("embedding");
        options.requiredNode("field_map");
        var map = options.object("field_map");
        if (map != null) {
            map.propertyStream()
                    .filter(field -> !List.of("text", "image").contains(field.getKey()) || !field.getValue().isTextual())
                    .forEach(field -> options.fault("field_map", "Unable to create the TextImageEmbeddingProcessor: [field_map]"
                            + " has the keys text and image with names of fields, and not " + field.getKey() + ": "
                            + field.getValue()));
        }
        boolean skipExisting = options.bool("skip_existing", false);
        uses.add(options, model, found -> TextVectors.requireFit(
                found.function().isLocal() ? Kind.DENSE : Kind.WITH_IMAGE, found));
        return new TextImageEmbedding(model, path(options, map, "text"), path(options, map, "image"),
                options.read("embedding", target, OutputPath::of), skipExisting);
    }

    private static DocumentPath path(Options options, JsonNode map, String key) {
        return map == null || !map.path(key).isTextual() ? null
                : options.read("field_map", map.get(key).textValue(), DocumentPath::of);
    }

    @Override
    public String type() {
        return "text_image_embedding";
    }

    @Override
    public Uni<Void> run(List<Item> items, Run run) {
        return run.models().model(modelId)
                .chain(model -> stored(items, run).chain(stored -> run(items, model, stored, run)));
    }

    private record Work(Item item, Ask ask) {
    }

    private Uni<Map<Document, ObjectNode>> stored(List<Item> items, Run run) {
        return skipExisting ? run.stored().of(items.stream().map(Item::document).toList()) : Uni.createFrom().item(Map.of());
    }

    private Uni<Void> run(List<Item> items, Model model, Map<Document, ObjectNode> stored, Run run) {
        List<Work> all = new ArrayList<>();
        return run.think(items, () -> items.forEach(item -> prepare(item, model, stored.get(item.document()), all)))
                .chain(() -> run.models().ask(new To(model, Size.ONE, AT_ONCE, this), all.stream().map(Work::ask).toList(),
                        run.turn()))
                .chain(() -> run.think(items, () -> all.forEach(this::finish)));
    }

    private void prepare(Item item, Model model, ObjectNode stored, List<Work> all) {
        try {
            if (stored != null && putBack(item.document(), stored)) {
                return;
            }
            String words = value(text, item);
            String picture = value(image, item);
            if (words != null || picture != null) {
                List<String> docs = new ArrayList<>();
                docs.add(words);
                if (picture != null) {
                    docs.add(picture);
                }
                Kind kind = picture == null ? Kind.DENSE : Kind.WITH_IMAGE;
                TextVectors.requireFit(kind, model);
                all.add(new Work(item, new Ask(TextVectors.input(kind, model, docs, ContentType.PASSAGE))));
            }
        } catch (PerchException refused) {
            item.fail(refused);
        }
    }

    /** Answers whether the stored vector could be kept. */
    private boolean putBack(Document document, ObjectNode stored) {
        Document before = new Document(stored, document.metadata(), Instant.EPOCH);
        boolean unchanged = any(text, before).equals(any(text, document)) && any(image, before).equals(any(image, document));
        Optional<JsonNode> vector = DocumentPath.of(target.text()).read(before);
        if (unchanged) {
            vector.ifPresent(it -> target.places(document).all().forEach(place -> place.set(it)));
        }
        return unchanged && vector.isPresent();
    }

    private static Optional<JsonNode> any(DocumentPath path, Document document) {
        return path == null ? Optional.empty() : path.any(document);
    }

    /** {@code null} when the document has none. */
    private static String value(DocumentPath path, Item item) {
        Optional<JsonNode> value = any(path, item.document());
        if (value.isPresent() && (!value.get().isTextual() || value.get().textValue().isBlank())) {
            throw new PerchException(ErrorCode.FIELD_WRONG_KIND, "Unsupported format of the field in the document, " + path.text()
                    + " value must be a non-empty string. Currently it is '" + value.get().asText() + "'", null);
        }
        return value.map(JsonNode::textValue).orElse(null);
    }

    private void finish(Work work) {
        if (work.ask.failure() != null) {
            work.item.fail(work.ask.failure());
            return;
        }
        try {
            List<JsonNode> vectors = VectorOutput.vectors(work.ask.answer());
            if (vectors.isEmpty()) {
                throw new PerchException(ErrorCode.OUTPUT_UNEXPECTED, "Output tensors are null or empty.", null);
            }
            for (Place place : target.places(work.item.document()).all()) {
                place.set(vectors.getFirst());
            }
        } catch (RuntimeException refused) {
            work.item.fail(Failures.catalogued(refused));
        }
    }
}
