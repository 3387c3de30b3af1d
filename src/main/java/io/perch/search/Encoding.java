package io.perch.search;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.netty.buffer.ByteBufInputStream;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;

/** How a body is written: JSON for small things, CBOR where bytes would swell by a third as base64. */
public enum Encoding {
    JSON("application/json", new JsonFactory()), CBOR("application/cbor", new CBORFactory());

    private final String mediaType;
    private final ObjectMapper mapper;

    Encoding(String mediaType, JsonFactory factory) {
        this.mediaType = mediaType;
        this.mapper = new ObjectMapper(factory);
    }

    public String mediaType() {
        return mediaType;
    }

    public JsonFactory factory() {
        return mapper.getFactory();
    }

    JsonNode read(Buffer body) throws IOException {
        try (InputStream bytes = new ByteBufInputStream(body.getByteBuf())) {
            return mapper.readTree(bytes);
        }
    }
}
