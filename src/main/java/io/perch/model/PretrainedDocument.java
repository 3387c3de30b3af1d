package io.perch.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.perch.artifact.Urls;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.io.IOException;
import java.net.URI;

/** A JSON file of a repository of pretrained models, which may hold anything: whoever wrote it is not here to be asked. */
record PretrainedDocument(URI source, JsonNode json) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /** Throws PRETRAINED_UNREADABLE. */
    static PretrainedDocument read(URI source, byte[] bytes) {
        try {
            return new PretrainedDocument(source, MAPPER.readTree(bytes));
        } catch (JsonProcessingException noJson) {
            throw unreadable(source, "it is no JSON: " + noJson.getOriginalMessage(), noJson);
        } catch (IOException notUtf8) {
            throw unreadable(source, "it is no JSON: " + notUtf8.getMessage(), notUtf8);
        }
    }

    /** The member, or {@code null} where there is none or one that is neither text nor number. */
    String text(String member) {
        JsonNode value = json.path(member);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    PerchException unreadable(String why) {
        return unreadable(source, why, null);
    }

    static PerchException unreadable(URI source, String why, Throwable cause) {
        return new PerchException(ErrorCode.PRETRAINED_UNREADABLE, "Cannot use " + Urls.withoutSecrets(source) + ": " + why,
                "see that perch.pretrained.root is the root of such a repository (docs/pretrained.md), then register again",
                cause);
    }
}
