package io.perch.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.perch.base.PerchException;
import io.perch.connector.Simulation.Answered;
import io.perch.connector.Simulation.Request;
import io.perch.connector.Simulation.Tried;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictOutput.Tensor;
import io.perch.path.PathReport;
import io.perch.predict.json.OutputJson;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes what a connector made of an input: {@code {"calls": [{"request", "answer", "error"}]}}. */
@ApplicationScoped
class SimulateAnswers {

    private final AnswerBytes bytes;

    SimulateAnswers(AnswerBytes bytes) {
        this.bytes = bytes;
    }

    Uni<Buffer> write(List<Tried> calls) {
        return bytes.write(0, out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("calls");
            for (Tried call : calls) {
                write(call, out);
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static void write(Tried call, JsonGenerator out) throws IOException {
        out.writeStartObject();
        if (call.request() != null) {
            write(call.request(), out);
        }
        if (call.answer() != null) {
            write(call.answer(), out);
        }
        if (call.failure() != null) {
            write(call.failure(), out);
        }
        out.writeEndObject();
    }

    private static void write(Request request, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("request");
        out.writeStringField("method", request.method());
        out.writeStringField("url", request.url());
        write("headers", request.headers(), out);
        if (request.body() != null) {
            out.writeStringField("body", request.body());
        }
        out.writeEndObject();
    }

    private static void write(Answered answer, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("answer");
        out.writeNumberField("status", answer.status());
        write("headers", answer.headers(), out);
        out.writeStringField("body", answer.body());
        out.writeArrayFieldStart("paths");
        for (PathReport path : answer.paths()) {
            write(path, out);
        }
        out.writeEndArray();
        if (answer.output() != null) {
            out.writeArrayFieldStart("output");
            for (Tensor tensor : answer.output()) {
                OutputJson.write(tensor, ResultFilter.ALL, out);
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private static void write(PathReport path, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("path", path.path());
        out.writeNumberField("matched", path.matched());
        out.writeStringField("sample", path.sample());
        if (!path.found()) {
            out.writeStringField("goes_as_far_as", path.deepest());
            out.writeStringField("hint", path.hint());
        }
        out.writeEndObject();
    }

    private static void write(PerchException failure, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("error");
        out.writeStringField("code", failure.code().name().toLowerCase(Locale.ROOT));
        out.writeStringField("reason", failure.reason());
        if (failure.hint() != null) {
            out.writeStringField("hint", failure.hint());
        }
        PerchException.Remote remote = failure.details().remote();
        if (remote != null) {
            out.writeObjectFieldStart("remote");
            out.writeNumberField("status", remote.status());
            out.writeStringField("body", remote.body());
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private static void write(String name, Map<String, String> texts, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart(name);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            out.writeStringField(text.getKey(), text.getValue());
        }
        out.writeEndObject();
    }
}
