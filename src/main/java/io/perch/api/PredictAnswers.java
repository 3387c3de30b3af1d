package io.perch.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perch.base.Workers;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictOutput;
import io.perch.model.PredictOutput.Tensor;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Writes predictions as ML Commons's clients read them, straight into bytes: a text of 384 numbers costs some ten µs. */
@ApplicationScoped
class PredictAnswers {

    /** Numbers that an event loop may write; more would hold it for milliseconds. */
    private static final int MOST_ON_EVENT_LOOP = 20_000;
    private static final int MOST_WAITING = 1_000;

    /** Scores of pairs come in both forms, always: ML Commons has no filter for them. */
    private static final ResultFilter BOTH_FORMS = new ResultFilter(true, true, List.of(), List.of());

    private final JsonFactory json = new ObjectMapper().getFactory();
    private final Workers writers = new Workers("answer-writer", Runtime.getRuntime().availableProcessors(), MOST_WAITING);

    Uni<Buffer> write(PredictOutput output, PredictInput input) {
        ResultFilter filter = switch (input) {
            case PredictInput.TextDocs docs -> docs.filter();
            case PredictInput.Similarity pairs -> BOTH_FORMS;
            case PredictInput.Question question -> ResultFilter.ALL;
        };
        return numbers(output) <= MOST_ON_EVENT_LOOP
                ? Uni.createFrom().item(bytes(output, filter))
                : writers.run(() -> bytes(output, filter));
    }

    @PreDestroy
    void close() {
        writers.close();
    }

    private static long numbers(PredictOutput output) {
        long count = 0;
        for (PredictOutput.Result result : output.results()) {
            for (Tensor tensor : result.tensors() == null ? List.<Tensor>of() : result.tensors()) {
                count += switch (tensor) {
                    case Tensor.Floats floats -> floats.data().length;
                    case Tensor.Weights weights -> weights.values().length;
                    case Tensor.Longs longs -> longs.data().length;
                    case Tensor.Text text -> 1;
                    case Tensor.Tree tree -> 1;
                };
            }
        }
        return count;
    }

    private Buffer bytes(PredictOutput output, ResultFilter filter) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(json._getBufferRecycler());
                JsonGenerator out = json.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeArrayFieldStart("inference_results");
            for (PredictOutput.Result result : output.results()) {
                write(result, filter, out);
            }
            out.writeEndArray();
            out.writeEndObject();
            out.flush();
            return Buffer.buffer(bytes.toByteArray());
        } catch (IOException impossible) {
            throw new AssertionError("memory does not fail", impossible);
        }
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
        out.writeEndObject();
    }

    private static void write(Tensor tensor, ResultFilter filter, JsonGenerator out) throws IOException {
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
        }
        out.writeEndObject();
    }

    private static void write(Tensor.Floats floats, ResultFilter filter, JsonGenerator out) throws IOException {
        head("FLOAT32", floats.shape(), out);
        if (filter.returnNumber()) {
            out.writeArrayFieldStart("data");
            for (float number : floats.data()) {
                out.writeNumber(number);
            }
            out.writeEndArray();
        }
        if (filter.returnBytes()) {
            ByteBuffer raw = ByteBuffer.allocate(floats.data().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            raw.asFloatBuffer().put(floats.data());
            tail(raw, out);
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
            tail(raw, out);
        }
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

    private static void tail(ByteBuffer raw, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("byte_buffer");
        out.writeFieldName("array");
        out.writeBinary(raw.array());
        out.writeStringField("order", "LITTLE_ENDIAN");
        out.writeEndObject();
    }
}
