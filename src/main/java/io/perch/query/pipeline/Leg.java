package io.perch.query.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.query.Lines;
import io.perch.query.Sources;
import io.vertx.core.buffer.Buffer;

/**
 * One search of a {@code _msearch}, before and after its pipeline.
 *
 * @param lines   as they go on
 * @param choice  its pipeline
 * @param journey {@code null} before it is found, and when there is none
 * @param failure why it does not go on; {@code null} when it does
 */
record Leg(Lines.Pair lines, Choice choice, Journey journey, PerchException failure) {

    /** Throws JSON_MALFORMED, BODY_NOT_AN_OBJECT. @param usual pipeline where the header names none; {@code null} for none */
    static Leg read(Lines.Pair lines, String usual) {
        if (usual == null && !Choice.mayBeIn(lines.header()) && !Choice.mayBeIn(lines.source())) {
            return new Leg(lines, Choice.NONE, null, null);
        }
        ObjectNode header = Sources.read(lines.header());
        JsonNode named = header.path(Choice.MEMBER);
        try {
            boolean leavesItToOpenSearch = named.asText().equals(Choice.NO_PIPELINE);
            Choice choice = leavesItToOpenSearch ? Choice.NONE : Choice.of(name(named, usual), lines.source());
            return new Leg(choice.isNone() ? lines : without(header, lines.source()), choice, null, null);
        } catch (PerchException refused) {
            if (refused.code() == ErrorCode.JSON_MALFORMED || refused.code() == ErrorCode.BODY_NOT_AN_OBJECT) {
                throw refused;
            }
            return new Leg(lines, Choice.NONE, null, refused);
        }
    }

    private static String name(JsonNode named, String usual) {
        if (named.isMissingNode() || named.isNull()) {
            return usual;
        }
        if (!named.isTextual()) {
            throw new PerchException(ErrorCode.REQUEST_INVALID,
                    "[" + Choice.MEMBER + "] in a header of _msearch must be a string", null);
        }
        return named.textValue();
    }

    private static Lines.Pair without(ObjectNode header, Buffer source) {
        header.remove(Choice.MEMBER);
        return new Lines.Pair(Sources.write(header), source);
    }

    boolean goesThroughPipeline() {
        return failure == null && !choice.isNone();
    }

    Leg on(Journey found, Buffer source) {
        return new Leg(new Lines.Pair(lines.header(), source), choice, found, null);
    }

    Leg failed(PerchException why) {
        return new Leg(lines, choice, null, why);
    }

    boolean changesAnswers() {
        return journey != null && journey.changesAnswers();
    }
}
