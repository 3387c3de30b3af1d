package io.perch.ingest.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.ingest.document.Document;
import io.perch.ingest.document.OutputPath;
import io.perch.ingest.document.Place;
import io.perch.ingest.document.Places;
import java.util.List;
import java.util.stream.IntStream;

/** One entry of an {@code output_map}: a part of the answer, and where in the document it goes. */
public record OutputMapping(OutputPath to, AnswerPath from) {

    /** A value for a place. */
    public record Write(Place place, JsonNode value) {
    }

    /**
     * What is to be written; nothing of it is written yet.
     *
     * @param gaps     places that get nothing, for nothing was asked for them
     * @param override whether places that have a value get the new one
     * Throws OUTPUT_UNEXPECTED when the value does not fit the places.
     */
    public List<Write> writes(Document document, JsonNode value, Gaps gaps, boolean override) {
        Places places = to.places(document);
        List<Write> writes = places.each() ? each(gaps.without(places.all()), value)
                : List.of(new Write(places.all().getFirst(), value));
        return writes.stream().filter(write -> override || !write.place().taken()).toList();
    }

    private List<Write> each(List<Place> all, JsonNode value) {
        if (all.size() == 1 && !(value.isArray() && value.size() == 1)) {
            return List.of(new Write(all.getFirst(), value));
        }
        if (!value.isArray()) {
            throw new PerchException(ErrorCode.OUTPUT_UNEXPECTED,
                    "Model output is not an array, cannot assign to array in documents.",
                    to + " is " + all.size() + " places, and what the model answered at [" + from + "] is one value");
        }
        if (value.size() != all.size()) {
            throw new PerchException(ErrorCode.OUTPUT_UNEXPECTED, "the prediction field: " + from + " is an array in size of "
                    + value.size() + " but the document field array from field " + to + " is in size of " + all.size(), null);
        }
        return IntStream.range(0, all.size()).mapToObj(i -> new Write(all.get(i), value.get(i))).toList();
    }
}
