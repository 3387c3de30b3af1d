package io.perch.ingest.processor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.perch.ingest.chunking.Allowance;
import io.perch.ingest.chunking.Chunker.TokenLength;
import io.perch.ingest.pipeline.Item;
import java.util.List;
import java.util.stream.Stream;

/** A document on its way through {@link TextChunking}: its texts first, then their passages. */
record ChunkedDocument(Item item, List<Field> fields) {

    /** One that gets a list of passages, which has nothing for blank texts. */
    record Field(MappedField field, List<Text> texts) {
    }

    /** To be cut, as soon as its tokens are known, where these count. */
    static final class Text {

        /** As if it had one. */
        private static final int[] ONE = {0};

        private final Item item;
        private final String text;
        private int[] tokens;

        private Text(Item item, String text) {
            this.item = item;
            this.text = text;
        }

        Item item() {
            return item;
        }

        String text() {
            return text;
        }

        /** Where each begins; {@code null} when that is not known. */
        int[] tokens() {
            return tokens;
        }

        void tokens(int[] starts) {
            tokens = starts;
        }
    }

    /** Throws FIELD_WRONG_KIND. */
    static ChunkedDocument of(Item item, TextChunking settings) {
        return new ChunkedDocument(item, settings.fields().in(item.document().source()).stream()
                .filter(field -> field.isThere() || !settings.ignoreMissing())
                .map(field -> new Field(field, texts(item, field, settings))).toList());
    }

    private static List<Text> texts(Item item, MappedField field, TextChunking settings) {
        return field.texts().stream().filter(text -> !text.isBlank()).map(text -> text(item, text, settings)).toList();
    }

    private static Text text(Item item, String text, TextChunking settings) {
        Text made = new Text(item, text);
        if (settings.chunker() instanceof TokenLength length && length.isOne(text)) {
            made.tokens(Text.ONE);
        }
        return made;
    }

    Stream<Text> texts() {
        return fields.stream().flatMap(field -> field.texts.stream());
    }

    /** Blank passages are left out: models refuse them. */
    void write(TextChunking settings) {
        Allowance allowance = new Allowance(settings.limit(), (int) texts().count());
        for (Field field : fields) {
            ArrayNode passages = field.field.in().putArray(field.field.target());
            field.texts.stream().flatMap(text -> allowance.cut(text.text, text.tokens, settings.chunker()).stream())
                    .filter(passage -> !passage.isBlank()).forEach(passages::add);
        }
        item.trace().explain(() -> Explanation.passages(fields.stream().map(Field::field).toList()));
    }
}
