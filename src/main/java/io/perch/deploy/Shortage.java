package io.perch.deploy;

import io.perch.base.ErrorCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a load lacks.
 *
 * @param bytes  of memory, 0 for none
 * @param places among the models that a replica may hold, 0 for none
 * @param code   of the refusal when nobody makes room
 * @param advice what else would help
 */
record Shortage(ErrorCode code, String reason, String advice, long bytes, int places) {

    private static final Comparator<Held> ORDER = Comparator.comparing(Held::expired).reversed().thenComparing(Held::lastUsed);

    /**
     * Who has to go: the expired first, then the least recently used, and nobody who need not. Empty when all of them together
     * would not be enough: then nobody goes in vain.
     */
    static List<Held> toGo(List<Held> willing, long bytes, int places) {
        List<Held> go = new ArrayList<>();
        for (Held next : willing.stream().sorted(ORDER).toList()) {
            if (!enough(go, bytes, places)) {
                go.add(next);
            }
        }
        if (!enough(go, bytes, places)) {
            return List.of();
        }
        // a small one that went first may not be needed beside a large one that came after
        List.copyOf(go).forEach(one -> {
            List<Held> others = go.stream().filter(other -> other != one).toList();
            if (enough(others, bytes, places)) {
                go.remove(one);
            }
        });
        return List.copyOf(go);
    }

    private static boolean enough(List<Held> go, long bytes, int places) {
        return go.size() >= places && go.stream().mapToLong(Held::bytes).sum() >= bytes;
    }
}
