package io.perch.predict.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictOutput;
import io.perch.model.PredictOutput.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Predictions as ML Commons writes them. */
public final class OutputJson {

    private static final int CHARS_OF_A_NUMBER = 13;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Scores of pairs by local models come in both forms, always: ML Commons has no filter for them. */
    private static final ResultFilter BOTH_FORMS = new ResultFilter(true, true, List.of(), List.of());

    private OutputJson() {
    }

    /** What of an answer is written to who asked for it so. */
    public static ResultFilter filter(PredictInput input, PredictOutput output) {
        return switch (input) {
            case PredictInput.TextDocs docs -> docs.filter();
            case PredictInput.Similarity pairs -> isRemote(output) ? ResultFilter.ALL : BOTH_FORMS;
            case PredictInput.Question question -> ResultFilter.ALL;
            case PredictInput.Remote remote -> ResultFilter.ALL;
            case PredictInput.Chat chat -> ResultFilter.ALL;
        };
    }

    private static boolean isRemote(PredictOutput output) {
        return output.results().stream().anyMatch(result -> result.status() != null);
    }

    /** How many numbers there are to be written or read, about: whoever has to decides by it where. */
    public static long numbers(PredictOutput output) {
        long count = 0;
        for (PredictOutput.Result result : output.results()) {
            for (Tensor tensor : result.tensors() == null ? List.<Tensor>of() : result.tensors()) {
                count += switch (tensor) {
                    case Tensor.Floats floats -> floats.data().length;
                    case Tensor.Weights weights -> weights.values().length;
                    case Tensor.Longs longs -> longs.data().length;
                    case Tensor.Narrow narrow -> narrow.data().length;
                    case Tensor.Text text -> 1;
                    case Tensor.Tree tree -> 1;
                    case Tensor.Json json -> json.dataAsMap().length() / CHARS_OF_A_NUMBER;
                    case Tensor.Written written -> values(written.tensor());
                };
            }
        }
        return count;
    }

    private static long values(JsonNode node) {
        if (node.isValueNode()) {
            return 1;
        }
        boolean flat = node.isArray() && node.path(0).isNumber();
        return flat ? node.size() : node.valueStream().mapToLong(OutputJson::values).sum();
    }

    /** The whole answer as a tree, whatever the caller filtered. */
    public static JsonNode tree(PredictOutput output) {
        return tree(output, ResultFilter.ALL);
    }

    public static JsonNode tree(PredictOutput output, ResultFilter filter) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            write(output, filter, out);
            out.flush();
            return JSON.readTree(bytes.toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The whole answer. */
    public static void write(PredictOutput output, ResultFilter filter, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("inference_results");
        for (PredictOutput.Result result : output.results()) {
            write(result, filter, out);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void write(PredictOutput.Result result, ResultFilter filter, JsonGenerator out) throws IOException {
        out.writeStartObject();
        if (result.tensors() != null) {
            out.writeArrayFieldStart("output");
            for (Tensor tensor : result.tensors()) {
                write(tensor, filter, out);
            }
            out.writeEndArray();
        }
        if (result.truncated()) {
            out.writeBooleanField("truncated", true);
            out.writeNumberField("tokens", result.tokens());
        }
        if (result.status() != null) {
            out.writeNumberField("status_code", result.status());
        }
        out.writeEndObject();
    }

    public static void write(Tensor tensor, ResultFilter filter, JsonGenerator out) throws IOException {
        if (tensor instanceof Tensor.Written written) {
            out.writeTree(written.tensor());
            return;
        }
        out.writeStartObject();
        if (tensor.name() != null) {
            out.writeStringField("name", tensor.name());
        }
        switch (tensor) {
            case Tensor.Floats floats -> write(floats, filter, out);
            case Tensor.Longs longs -> write(longs, filter, out);
            case Tensor.Text text -> write(text, out);
            case Tensor.Weights weights -> write(weights, out);
            case Tensor.Tree tree -> out.writePOJOField("dataAsMap", tree.dataAsMap());
            case Tensor.Narrow narrow -> write(narrow, out);
            case Tensor.Json json -> write(json, out);
            case Tensor.Written written -> throw new AssertionError("written whole, above");
        }
        out.writeEndObject();
    }

    private static void write(Tensor.Floats floats, ResultFilter filter, JsonGenerator out) throws IOException {
        head("FLOAT32", floats.shape(), out);
        if (filter.returnNumber()) {
            out.writeFieldName("data");
            array(floats.data(), out);
        }
        if (filter.returnBytes()) {
            tail(littleEndian(floats.data()), out);
        }
    }

    private static void write(Tensor.Longs longs, ResultFilter filter, JsonGenerator out) throws IOException {
        head("INT64", longs.shape(), out);
        if (filter.returnNumber()) {
            out.writeFieldName("data");
            out.writeArray(longs.data(), 0, longs.data().length);
        }
        if (filter.returnBytes()) {
            ByteBuffer raw = ByteBuffer.allocate(longs.data().length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            raw.asLongBuffer().put(longs.data());
            tail(raw.array(), out);
        }
    }

    private static void write(Tensor.Narrow narrow, JsonGenerator out) throws IOException {
        head(narrow.type().name(), narrow.shape(), out);
        out.writeFieldName("data");
        out.writeArray(narrow.data(), 0, narrow.data().length);
    }

    /** As the remote service wrote it: its numbers keep every digit. */
    private static void write(Tensor.Json json, JsonGenerator out) throws IOException {
        out.writeFieldName("dataAsMap");
        out.writeRawValue(json.dataAsMap());
    }

    private static void write(Tensor.Text text, JsonGenerator out) throws IOException {
        out.writeStringField("result", text.result());
        if (text.score() != null) {
            out.writeNumberField("score", text.score());
        }
    }

    private static void write(Tensor.Weights weights, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("dataAsMap");
        out.writeArrayFieldStart("response");
        out.writeStartObject();
        for (int i = 0; i < weights.keys().length; i++) {
            out.writeFieldName(weights.keys()[i]);
            out.writeNumber(weights.values()[i]);
        }
        out.writeEndObject();
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void head(String type, long[] shape, JsonGenerator out) throws IOException {
        out.writeStringField("data_type", type);
        out.writeFieldName("shape");
        out.writeArray(shape, 0, shape.length);
    }

    private static void tail(byte[] raw, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("byte_buffer");
        out.writeFieldName("array");
        out.writeBinary(raw);
        out.writeStringField("order", "LITTLE_ENDIAN");
        out.writeEndObject();
    }

    public static void array(float[] numbers, JsonGenerator out) throws IOException {
        out.writeRawValue(text(numbers));
    }

    /** Finite numbers. A builder appends them without a string for each, in three quarters of the generator's own time. */
    public static String text(float[] numbers) {
        StringBuilder text = new StringBuilder(numbers.length * CHARS_OF_A_NUMBER + 2).append('[');
        for (int i = 0; i < numbers.length; i++) {
            if (i > 0) {
                text.append(',');
            }
            text.append(numbers[i]);
        }
        return text.append(']').toString();
    }

    public static byte[] littleEndian(float[] numbers) {
        ByteBuffer raw = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(numbers);
        return raw.array();
    }
}
