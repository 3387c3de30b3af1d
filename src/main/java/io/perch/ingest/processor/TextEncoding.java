package io.perch.ingest.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.Failures;
import io.perch.base.PerchException;
import io.perch.ingest.asking.Ask;
import io.perch.ingest.asking.Asker.To;
import io.perch.ingest.asking.Size;
import io.perch.ingest.document.Document;
import io.perch.ingest.pipeline.Item;
import io.perch.ingest.pipeline.Processor;
import io.perch.ingest.pipeline.Run;
import io.perch.ingest.processor.FieldMap.Texts;
import io.perch.model.Model;
import io.perch.model.PredictInput.ContentType;
import io.perch.predict.text.TextVectors;
import io.perch.predict.text.TextVectors.Kind;
import io.perch.predict.text.VectorOutput;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts a vector beside each text of some fields: {@code text_embedding} and {@code sparse_encoding}. */
final class TextEncoding implements Processor {

    /** A remote model may be asked so often at once, for the documents of one bulk. */
    private static final int AT_ONCE = 10;

    private final Settings settings;

    TextEncoding(Settings settings) {
        this.settings = settings;
    }

    /**
     * @param batchSize    documents of one predict; {@code null} when nothing is said: one for a remote model, as many as usual
     *                     for a local one
     * @param usual        texts of one predict for a local model
     * @param skipExisting whether a text that is stored as it is keeps its vector
     */
    record Settings(Kind kind, String modelId, FieldMap fields, Integer batchSize, int usual, boolean skipExisting,
            Pruning pruning, LongTexts longTexts) {

        void requireFit(Model model) {
            TextVectors.requireFit(kind, model);
            longTexts.requireFit(model);
        }

        Size size(Model model) {
            if (batchSize != null) {
                return Size.ofAsks(batchSize);
            }
            return model.function().isLocal() ? Size.ofTexts(usual) : Size.ONE;
        }

        /** Of one element of a list of vectors. */
        String member() {
            return kind == Kind.SPARSE ? "sparse_encoding" : "knn";
        }
    }

    @Override
    public String type() {
        return settings.kind == Kind.SPARSE ? "sparse_encoding" : "text_embedding";
    }

    @Override
    public Uni<Void> run(List<Item> items, Run run) {
        return run.models().model(settings.modelId)
                .invoke(settings::requireFit)
                .chain(model -> stored(items, run).chain(stored -> run(items, model, stored, run)));
    }

    private Uni<Map<Document, ObjectNode>> stored(List<Item> items, Run run) {
        return settings.skipExisting ? run.stored().of(items.stream().map(Item::document).toList())
                : Uni.createFrom().item(Map.of());
    }

    private Uni<Void> run(List<Item> items, Model model, Map<Document, ObjectNode> stored, Run run) {
        List<Work> all = new ArrayList<>();
        return run.think(items, () -> items.forEach(item -> prepare(item, model, stored.get(item.document()), all)))
                .chain(() -> run.models().ask(new To(model, settings.size(model), AT_ONCE, this),
                        all.stream().map(Work::ask).toList(), run.turn()))
                .chain(() -> run.think(items, () -> all.forEach(this::finish)));
    }

    private record Work(Item item, List<Texts> texts, Ask ask) {
    }

    private void prepare(Item item, Model model, ObjectNode stored, List<Work> all) {
        try {
            List<Texts> texts = new ArrayList<>(settings.fields.texts(item.document().source()));
            item.trace().explain(() -> Explanation.texts(texts));
            if (stored != null) {
                new Kept(settings.fields, stored, settings.longTexts.truncatedField()).putBack(item.document().source(), texts);
            }
            List<String> docs = texts.stream().flatMap(field -> field.texts().stream()).toList();
            if (!docs.isEmpty()) {
                all.add(new Work(item, texts, new Ask(settings.longTexts.asked(
                        TextVectors.input(settings.kind, model, docs, ContentType.PASSAGE)))));
            }
        } catch (PerchException refused) {
            item.fail(refused);
        }
    }

    private void finish(Work work) {
        if (work.ask.failure() != null) {
            work.item.fail(work.ask.failure());
            return;
        }
        try {
            write(work.texts, vectors(work));
            settings.longTexts.tell(work.texts, work.ask.answer());
        } catch (RuntimeException refused) {
            work.item.fail(Failures.catalogued(refused));
        }
    }

    private List<? extends JsonNode> vectors(Work work) {
        List<? extends JsonNode> vectors = settings.kind == Kind.SPARSE
                ? VectorOutput.weights(work.ask.answer()).stream().map(settings.pruning::of).toList()
                : VectorOutput.vectors(work.ask.answer());
        int texts = work.texts.stream().mapToInt(field -> field.texts().size()).sum();
        if (vectors.size() != texts) {
            throw new PerchException(ErrorCode.OUTPUT_UNEXPECTED, "The model was asked for " + texts + " texts, and answered "
                    + vectors.size(), "set batch_size to 1, or see that the connector sends all of text_docs");
        }
        return vectors;
    }

    private void write(List<Texts> fields, List<? extends JsonNode> vectors) {
        int at = 0;
        for (Texts field : fields) {
            List<? extends JsonNode> own = vectors.subList(at, at + field.texts().size());
            at += own.size();
            if (field.list()) {
                ArrayNode list = field.in().putArray(field.vector());
                own.forEach(vector -> list.addObject().set(settings.member(), vector));
            } else {
                field.in().set(field.vector(), own.getFirst());
            }
        }
    }
}
