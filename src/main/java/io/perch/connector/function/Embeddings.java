package io.perch.connector.function;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.model.PredictOutput.DataType;
import io.perch.model.PredictOutput.Tensor;
import io.perch.path.JsonPath;
import io.perch.path.PathReport;
import io.perch.path.StreamedPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One tensor {@code sentence_embedding [dimension]} per vector of the answer, FLOAT32 unless its path names a narrower type. */
final class Embeddings implements PostProcess {

    private static final String NAME = "sentence_embedding";
    private static final String NOT_A_LIST = "Post process function input is not a List.";
    private static final String NO_VECTORS = "The embedding should be a non-empty List containing List of Float values.";
    private static final String NO_NUMBERS = "The embedding should be a non-empty List containing Float values.";

    private final EmbeddingFunction function;
    private final LastParsed<Source> sources = new LastParsed<>(Source::of);

    Embeddings(EmbeddingFunction function) {
        this.function = function;
    }

    @Override
    public List<Tensor> tensors(Answer answer) {
        Source source = source(answer);
        return streamed(answer, source).orElseGet(() -> new Reading(source).tensors(answer.tree()));
    }

    @Override
    public List<PathReport> paths(Answer answer) {
        return List.of(source(answer).path.explain(answer.tree()));
    }

    private Source source(Answer answer) {
        return sources.of(answer.parameter(RESPONSE_FILTER).orElse(function.path()));
    }

    /** The short way, which answers of a hundred long vectors need; whatever it does not know goes the long one. */
    private Optional<List<Tensor>> streamed(Answer answer, Source source) {
        boolean inList = function.shape() == EmbeddingFunction.Shape.LIST_OF_VECTORS && source.path.definite();
        boolean oneByOne = function.shape() == EmbeddingFunction.Shape.LIST_OF_VECTORS || source.path.definite();
        if (source.type.isPresent() || !oneByOne) {
            return Optional.empty();
        }
        return source.streamed.flatMap(path -> VectorReader.read(answer.body(), path, inList))
                .map(vectors -> vectors.stream().map(Embeddings::floats).toList());
    }

    private static Tensor floats(float[] data) {
        return new Tensor.Floats(NAME, new long[] { data.length }, data);
    }

    /** The long way, by a tree: it knows what is wrong. */
    private final class Reading {

        private final Source source;
        private final Unexpected unexpected;

        Reading(Source source) {
            this.source = source;
            this.unexpected = new Unexpected(switch (function.shape()) {
                case VECTOR -> "an embedding, which is a list of numbers,";
                case LIST_OF_VECTORS -> "a list of embeddings, each a list of numbers,";
            }, source.path.text());
        }

        List<Tensor> tensors(JsonNode tree) {
            JsonNode found = source.path.read(tree).orElseThrow(() -> unexpected.nothing(source.path.explain(tree)));
            if (!found.isArray()) {
                throw unexpected.found(NOT_A_LIST, "", found);
            }
            return switch (function.shape()) {
                case VECTOR -> List.of(tensor(found, ""));
                case LIST_OF_VECTORS -> each(found);
            };
        }

        private List<Tensor> each(JsonNode vectors) {
            if (vectors.isEmpty()) {
                throw unexpected.found(NO_VECTORS, "", vectors);
            }
            List<Tensor> tensors = new ArrayList<>(vectors.size());
            for (int i = 0; i < vectors.size(); i++) {
                if (!vectors.get(i).isArray()) {
                    throw unexpected.found(NO_VECTORS, " as embedding " + i, vectors.get(i));
                }
                tensors.add(tensor(vectors.get(i), " in embedding " + i));
            }
            return tensors;
        }

        private Tensor tensor(JsonNode vector, String where) {
            if (vector.isEmpty()) {
                throw unexpected.found(NO_NUMBERS, where, vector);
            }
            return source.type.<Tensor>map(type -> narrow(vector, type, where)).orElseGet(() -> wide(vector, where));
        }

        private Tensor wide(JsonNode vector, String where) {
            float[] data = new float[vector.size()];
            for (int i = 0; i < data.length; i++) {
                JsonNode number = vector.get(i);
                data[i] = number.floatValue();
                if (!number.isNumber() || !Float.isFinite(data[i])) {
                    throw unexpected.found(NO_NUMBERS, where + " at position " + i, number);
                }
            }
            return floats(data);
        }

        private Tensor narrow(JsonNode vector, DataType type, String where) {
            int[] data = new int[vector.size()];
            for (int i = 0; i < data.length; i++) {
                JsonNode number = vector.get(i);
                data[i] = number.intValue();
                if (!number.isNumber() || data[i] != number.doubleValue()) {
                    throw unexpected.found("The embedding should be a non-empty List containing whole numbers, for its type is "
                            + type + ".", where + " at position " + i, number);
                }
            }
            return new Tensor.Narrow(NAME, type, new long[] { data.length }, data);
        }
    }

    /**
     * @param streamed the same path, where a stream can follow it
     * @param type     empty: FLOAT32
     */
    private record Source(JsonPath path, Optional<StreamedPath> streamed, Optional<DataType> type) {

        static Source of(String text) {
            JsonPath path = JsonPath.of(text);
            return new Source(path, StreamedPath.of(path), type(text));
        }

        /** A path says by one of its keys what it leads to: {@code $.embeddings.int8}. */
        private static Optional<DataType> type(String path) {
            String upper = path.toUpperCase(Locale.ROOT);
            for (DataType type : DataType.values()) {
                if (upper.contains("." + type.name())) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }
    }
}
