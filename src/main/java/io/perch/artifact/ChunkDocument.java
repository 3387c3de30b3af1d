package io.perch.artifact;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import io.perch.search.Encoding;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * A chunk as its document in OpenSearch: a CBOR map whose last member is the content as a byte string. The content is written
 * and read in place: a copy of ten megabytes per chunk would be felt.
 */
final class ChunkDocument {

    private static final byte BYTE_STRING_WITH_INT_LENGTH = 0x5A;
    private static final byte END_OF_MAP = (byte) 0xFF;

    private ChunkDocument() {
    }

    static Buffer write(String modelId, ChunkInfo chunk, byte[] content) throws IOException {
        byte[] length = ByteBuffer.allocate(5).put(BYTE_STRING_WITH_INT_LENGTH).putInt(content.length).array();
        return Buffer.buffer(Unpooled.wrappedBuffer(head(modelId, chunk), length, content, new byte[] {END_OF_MAP}));
    }

    private static byte[] head(String modelId, ChunkInfo chunk) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        try (JsonGenerator cbor = Encoding.CBOR.factory().createGenerator(head)) {
            cbor.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            cbor.writeStartObject();
            cbor.writeStringField("model_id", modelId);
            cbor.writeNumberField("chunk_number", chunk.number());
            cbor.writeNumberField("total_chunks", chunk.total());
            cbor.writeStringField("sha256", chunk.sha256());
            cbor.writeNumberField("bytes", chunk.bytes());
            cbor.writeFieldName("content");
        }
        return head.toByteArray();
    }

    /** Pours the content into {@code target}; the answer holds what the document says of itself. */
    static ChunkInfo read(Buffer document, OutputStream target) throws IOException {
        int number = -1;
        int total = -1;
        int bytes = -1;
        String sha256 = null;
        try (InputStream in = new ByteBufInputStream(document.getByteBuf());
                JsonParser cbor = Encoding.CBOR.factory().createParser(in)) {
            cbor.nextToken();
            while (cbor.nextToken() == JsonToken.FIELD_NAME) {
                String member = cbor.currentName();
                cbor.nextToken();
                switch (member) {
                    case "chunk_number" -> number = cbor.getIntValue();
                    case "total_chunks" -> total = cbor.getIntValue();
                    case "sha256" -> sha256 = cbor.getText();
                    case "content" -> bytes = cbor.readBinaryValue(target);
                    default -> cbor.skipChildren();
                }
            }
        }
        return new ChunkInfo(number, total, sha256, bytes);
    }
}
