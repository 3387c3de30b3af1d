package io.perch.ingest.processor;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is wrong with a pipeline, all of it. */
public final class Faults {

    /**
     * @param place    of a processor, {@code null} for the pipeline
     * @param property {@code null} where it is about no member
     * @param hint     {@code null} for none
     */
    private record Fault(String place, String processor, String property, String text, String hint) {
    }

    private final List<Fault> faults = new ArrayList<>();

    public void add(String place, String processor, String property, String text) {
        faults.add(new Fault(place, processor, property, text, null));
    }

    /** About a processor that there is not. @param hint which there are */
    public void addUnknown(String place, String processor, String text, String hint) {
        faults.add(new Fault(place, processor, null, text, hint));
    }

    public boolean isEmpty() {
        return faults.isEmpty();
    }

    /** Throws PIPELINE_INVALID when there is one: its own words, or those of several, each with its place; and the first hint. */
    public void check() {
        if (!faults.isEmpty()) {
            throw new PerchException(ErrorCode.PIPELINE_INVALID, reason(), hint()).adding(members(faults.getFirst()));
        }
    }

    private String reason() {
        return faults.size() == 1 ? faults.getFirst().text : faults.stream().map(fault -> fault.place == null ? fault.text
                : fault.place + " " + fault.processor + ": " + fault.text).collect(Collectors.joining("; "));
    }

    private String hint() {
        return faults.stream().map(Fault::hint).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private static Map<String, String> members(Fault first) {
        Map<String, String> members = new TreeMap<>();
        if (first.processor != null) {
            members.put("processor_type", first.processor);
        }
        if (first.property != null) {
            members.put("property_name", first.property);
        }
        return members;
    }
}
