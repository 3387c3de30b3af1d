package io.perch.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.PerchException;

/**
 * What became of one operation of a bulk.
 *
 * @param answer  OpenSearch's own, {@code _index}, {@code _id}, {@code status} and {@code result} or {@code error}; {@code null}
 *                when there is none
 * @param failure why there is none; {@code null} when there is
 */
public record Delivered(ObjectNode answer, PerchException failure) {

    static Delivered of(ObjectNode answer) {
        return new Delivered(answer, null);
    }

    static Delivered failed(PerchException why) {
        return new Delivered(null, why);
    }
}
