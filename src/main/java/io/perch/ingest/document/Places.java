package io.perch.ingest.document;

import java.util.List;

/**
 * Where a result goes in one document.
 *
 * @param each  whether each place gets one element of the result; else there is one place, for all of it
 * @param empty no places, because a list on the way has no elements: nothing to do, and nothing wrong
 */
public record Places(List<Place> all, boolean each, boolean empty) {

    static Places one(Place place) {
        return new Places(List.of(place), false, false);
    }

    static Places each(List<Place> places) {
        return new Places(List.copyOf(places), true, false);
    }

    static Places none(boolean empty) {
        return new Places(List.of(), true, empty);
    }

    /** Whether nothing is left to write for who does not overwrite. */
    public boolean taken() {
        return all.stream().allMatch(Place::taken);
    }
}
