package io.perch.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.PerchException;
import io.perch.ingest.bulk.BulkEnd;
import io.perch.ingest.bulk.BulkItem;
import io.perch.ingest.bulk.BulkSink;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The answer to a bulk. A short one is as OpenSearch's: {@code {"took", "errors", "items"}}. A long one begins before the end is
 * known: its items come first, and a fault of the request is told at its end.
 */
final class BulkAnswer implements BulkSink {

    /** More than this is not kept back. */
    private static final int LONG = 1_000_000;
    /** About the characters of an item without an error. */
    private static final int OF_A_STORED_ONE = 250;

    private final long startNanos = System.nanoTime();
    private final HttpServerResponse response;
    private final Rendering rendering;
    private final ArrayNode items = JsonNodeFactory.instance.arrayNode();
    private int kept;
    private boolean begun;
    private boolean anyWritten;
    private boolean errors;

    BulkAnswer(HttpServerResponse response, Rendering rendering) {
        this.response = response;
        this.rendering = rendering;
    }

    @Override
    public Uni<Void> write(List<BulkItem> more) {
        for (BulkItem item : more) {
            errors |= item.failed();
            ObjectNode json = json(item);
            kept += item.failed() ? json.toString().length() : OF_A_STORED_ONE;
            items.add(json);
        }
        if (kept < LONG || response.closed()) {
            return Uni.createFrom().voidItem();
        }
        flush();
        return drained();
    }

    void end(BulkEnd end) {
        if (response.closed()) {
            return;
        }
        if (!begun) {
            whole(end.fault());
            return;
        }
        flush();
        ObjectNode tail = tail(end.fault());
        response.end("]," + tail.toString().substring(1));
    }

    private void whole(PerchException fault) {
        // one of which nothing was carried out is refused like any other request
        ObjectNode answer = fault != null && items.isEmpty() ? refusal(fault) : tail(fault).set("items", items);
        response.setStatusCode(fault == null ? 200 : fault.status()).putHeader(HttpHeaders.CONTENT_TYPE, rendering.contentType());
        response.end(Buffer.buffer(bytes(answer, fault == null)));
    }

    private ObjectNode tail(PerchException fault) {
        ObjectNode tail = fault == null ? JsonNodeFactory.instance.objectNode() : refusal(fault);
        return tail.put("took", took()).put("errors", errors || fault != null);
    }

    private static ObjectNode refusal(PerchException fault) {
        ObjectNode refusal = JsonNodeFactory.instance.objectNode();
        refusal.set("error", ErrorEnvelope.error(fault));
        return refusal.put("status", fault.status());
    }

    private void flush() {
        StringBuilder text = new StringBuilder(kept);
        if (!begun) {
            begun = true;
            response.setStatusCode(200).setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, Rendering.PLAIN.contentType());
            text.append("{\"items\":[");
        }
        for (JsonNode item : items) {
            JsonNode shown = shown(item);
            if (shown != null) {
                text.append(anyWritten ? "," : "").append(shown);
                anyWritten = true;
            }
        }
        items.removeAll();
        kept = 0;
        response.write(text.toString());
    }

    /** {@code null} when nothing of it is wanted. */
    private JsonNode shown(JsonNode item) {
        if (rendering.filter().isNone()) {
            return item;
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("items").add(item);
        return rendering.filter().of(answer).path("items").get(0);
    }

    private Uni<Void> drained() {
        if (!response.writeQueueFull()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom().emitter(emitter -> {
            response.drainHandler(nothing -> emitter.complete(null));
            response.closeHandler(nothing -> emitter.complete(null));
        });
    }

    private static ObjectNode json(BulkItem item) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set(item.verb(), item.answer() == null ? unsent(item) : item.answer());
        return json;
    }

    private static ObjectNode unsent(BulkItem item) {
        if (item.dropped()) {
            return item.noop().put("status", 200);
        }
        ObjectNode told = JsonNodeFactory.instance.objectNode().put("_index", item.index()).put("_id", item.id())
                .put("status", item.failure().status());
        ObjectNode error = ErrorEnvelope.error(item.failure());
        error.remove("root_cause");
        told.set("error", error);
        return told;
    }

    private byte[] bytes(JsonNode answer, boolean filtered) {
        try {
            return rendering.bytes(answer, filtered);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private long took() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }
}
