package io.perch.connector.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which parameters of a connector ask for which others: never for themselves, and not without measure. */
final class References {

    /** Each level is a level of the stack when it is rendered. */
    private static final int DEEPEST = 16;
    /** A few parameters that each ask twice for the next would be rendered without end. */
    private static final long MOST = 10_000;
    private static final int SHOWN = 10;

    private final Map<String, Default> defaults;
    private final Map<String, Reach> reaches = new HashMap<>();
    private final List<String> path = new ArrayList<>();
    private final Set<String> faults = new LinkedHashSet<>();

    References(Map<String, Default> defaults) {
        this.defaults = defaults;
    }

    /** The first few of many. */
    List<String> faults(Set<String> names) {
        names.forEach(this::reach);
        return List.copyOf(faults);
    }

    private Reach reach(String name) {
        if (reaches.containsKey(name)) {
            return reaches.get(name);
        }
        if (path.contains(name)) {
            List<String> circle = path.subList(path.indexOf(name), path.size());
            fault("parameters ask for each other in a circle: " + String.join(" → ", circle) + " → " + name);
            return Reach.NONE;
        }
        if (path.size() > DEEPEST) {
            return tooDeep(path.getFirst());
        }
        path.add(name);
        Reach reach = Reach.NONE;
        for (String asked : defaults.get(name).references()) {
            reach = defaults.containsKey(asked) ? reach.with(reach(asked)) : reach;
        }
        path.removeLast();
        reach = bounded(name, reach);
        reaches.put(name, reach);
        return reach;
    }

    private Reach bounded(String name, Reach reach) {
        if (reach.depth > DEEPEST) {
            return tooDeep(name);
        }
        if (reach.count > MOST) {
            fault("parameter " + name + " asks for more than " + MOST + " others, theirs included");
            return Reach.NONE;
        }
        return reach;
    }

    private Reach tooDeep(String name) {
        fault("parameter " + name + " is more than " + DEEPEST + " parameters away from the last that it asks for");
        return Reach.NONE;
    }

    private void fault(String fault) {
        if (faults.size() < SHOWN) {
            faults.add(fault);
        }
    }

    /**
     * @param depth how many parameters one asks for another, one after the other
     * @param count how many are rendered in all
     */
    private record Reach(int depth, long count) {

        private static final Reach NONE = new Reach(0, 0);

        private Reach with(Reach asked) {
            return new Reach(Math.max(depth, asked.depth + 1), Math.min(Integer.MAX_VALUE, count + asked.count + 1));
        }
    }
}
