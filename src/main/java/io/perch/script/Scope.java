package io.perch.script;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The variables that can be seen at a place of one function, each in its slot; slots are used again behind a block. */
final class Scope {

    private final Deque<Map<String, Local>> blocks = new ArrayDeque<>();
    private int used;
    private int most;

    Scope() {
        blocks.push(new HashMap<>());
    }

    void enter() {
        blocks.push(new HashMap<>());
    }

    void leave() {
        used -= blocks.pop().size();
    }

    /** Not seen before it is declared: {@code int x = x} has no meaning. */
    Local declare(String name, Type type, boolean fixed) {
        Local local = new Local(name, used++, type, fixed);
        most = Math.max(most, used);
        blocks.peek().put(name, local);
        return local;
    }

    Optional<Local> find(String name) {
        return blocks.stream().map(block -> block.get(name)).filter(local -> local != null).findFirst();
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        blocks.forEach(block -> names.addAll(block.keySet()));
        return names;
    }

    /** Slots that a frame needs. */
    int slots() {
        return most;
    }
}
