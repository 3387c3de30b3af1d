package io.perch.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * How a caller wants the answer: {@code ?pretty}, {@code ?filter_path=}, {@code ?format=} or {@code Accept}.
 * {@link #PLAIN}, which nearly everyone wants, costs nothing.
 */
record Rendering(BodyFormat format, boolean pretty, PathFilter filter) {

    static final Rendering PLAIN = new Rendering(BodyFormat.JSON, false, PathFilter.NONE);

    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");
    private static final DefaultPrettyPrinter PRETTY =
            new DefaultPrettyPrinter().withObjectIndenter(INDENTER).withArrayIndenter(INDENTER);

    /** As OpenSearch decides the format: the parameter, else {@code Accept}, else the format of the request. */
    static Rendering of(HttpServerRequest request) {
        BodyFormat format = format(request);
        if (request.query() == null) {
            return format == BodyFormat.JSON ? PLAIN : new Rendering(format, false, PathFilter.NONE);
        }
        boolean pretty = isOn(request, "pretty");
        PathFilter filter = PathFilter.read(request.getParam("filter_path"));
        return format == BodyFormat.JSON && !pretty && filter.isNone() ? PLAIN : new Rendering(format, pretty, filter);
    }

    static boolean wantsTrace(HttpServerRequest request) {
        return request.query() != null && isOn(request, "error_trace");
    }

    /** @param filtered false for errors, which are always told whole */
    byte[] bytes(JsonNode answer, boolean filtered) throws JsonProcessingException {
        JsonNode shown = filtered ? filter.of(answer) : answer;
        if (format != BodyFormat.JSON) {
            return format.mapper().writeValueAsBytes(shown);
        }
        return pretty ? prettyBytes(shown) : format.mapper().writeValueAsBytes(shown);
    }

    /** With a blank before each colon, as OpenSearch prints, and a newline at the end. */
    private byte[] prettyBytes(JsonNode shown) throws JsonProcessingException {
        byte[] text = format.mapper().writer(PRETTY).writeValueAsBytes(shown);
        ByteArrayOutputStream line = new ByteArrayOutputStream(text.length + 1);
        line.writeBytes(text);
        line.write('\n');
        return line.toByteArray();
    }

    String contentType() {
        return switch (format) {
            case JSON, YAML -> format.mediaType() + ";charset=" + StandardCharsets.UTF_8;
            case CBOR, SMILE -> format.mediaType();
        };
    }

    private static BodyFormat format(HttpServerRequest request) {
        String parameter = request.query() == null ? null : request.getParam("format");
        if (parameter != null) {
            return BodyFormat.read(parameter.contains("/") ? parameter : "application/" + parameter)
                    .orElse(BodyFormat.JSON);
        }
        return BodyFormat.read(request.getHeader("Accept"))
                .or(() -> BodyFormat.read(request.getHeader("Content-Type")))
                .orElse(BodyFormat.JSON);
    }

    private static boolean isOn(HttpServerRequest request, String parameter) {
        String value = request.getParam(parameter);
        return value != null && (value.isEmpty() || value.equals("true"));
    }
}
