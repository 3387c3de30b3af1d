package io.perch.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.TSFBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.smile.SmileFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.util.Locale;
import java.util.Optional;

/** The notations in which bodies come and answers go, as OpenSearch has them. */
enum BodyFormat {
    JSON("application/json", new JsonFactoryBuilder()),
    YAML("application/yaml", YAMLFactory.builder()),
    CBOR("application/cbor", CBORFactory.builder()),
    SMILE("application/smile", SmileFactory.builder());

    private static final int DEEPEST = 200;

    private final String mediaType;
    private final ObjectMapper mapper;

    BodyFormat(String mediaType, TSFBuilder<?, ?> factory) {
        this.mediaType = mediaType;
        this.mapper = new ObjectMapper(bounded(factory))
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
    }

    /** {@code application/json; charset=utf-8}, {@code application/vnd.opensearch+json} and the like. */
    static Optional<BodyFormat> read(String contentType) {
        if (contentType == null) {
            return Optional.empty();
        }
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        for (BodyFormat format : values()) {
            if (type.equals(format.mediaType) || isVendored(type, format)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** Whether it stands for lines of JSON. */
    static boolean isLines(String contentType) {
        String type = contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/x-ndjson") || type.equals("application/vnd.opensearch+x-ndjson");
    }

    /** The format of a body that is not empty. Throws CONTENT_TYPE_UNSUPPORTED when it has none that Perch reads. */
    static BodyFormat of(String contentType) {
        return read(contentType).orElseThrow(() -> unsupported(contentType));
    }

    static PerchException unsupported(String contentType) {
        return new PerchException(ErrorCode.CONTENT_TYPE_UNSUPPORTED,
                contentType == null || contentType.isBlank()
                        ? "Content-Type header is missing"
                        : "Content-Type header [" + contentType + "] is not supported",
                "send the body as application/json");
    }

    String mediaType() {
        return mediaType;
    }

    ObjectMapper mapper() {
        return mapper;
    }

    private static boolean isVendored(String type, BodyFormat format) {
        return type.startsWith("application/vnd.") && type.endsWith("+" + format.name().toLowerCase(Locale.ROOT));
    }

    private static JsonFactory bounded(TSFBuilder<?, ?> factory) {
        return factory.streamReadConstraints(StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                // one text may fill the body, whose size is bounded already
                .maxStringLength(Integer.MAX_VALUE)
                .build()).build();
    }
}
