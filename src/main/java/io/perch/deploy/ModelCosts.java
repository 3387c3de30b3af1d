package io.perch.deploy;

import io.perch.model.Model;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/** What models cost in memory: measured when this replica has loaded the same content before, else reckoned from its size. */
@ApplicationScoped
class ModelCosts {

    private static final int REMEMBERED = 1000;
    /** Weights, and what a first predict works in: measured 1.3 to 1.5 times the file. */
    private static final double BYTES_PER_BYTE = 1.5;

    private final Map<String, Long> measured = new LinkedHashMap<>();

    synchronized long of(Model model) {
        Long known = measured.get(model.content().sha256());
        return known == null ? (long) (model.content().bytes() * BYTES_PER_BYTE) : known;
    }

    synchronized void learn(Model model, long bytes) {
        measured.put(model.content().sha256(), bytes);
        if (measured.size() > REMEMBERED) {
            measured.remove(measured.keySet().iterator().next());
        }
    }
}
