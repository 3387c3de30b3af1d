package io.perch.engine.optimization;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The float32 storages of {@code data.pkl} in a TorchScript file, and to which classes of module they belong. Walks the
 * operations of the pickle (Python's protocol 2) without making anything of them: an object is a class, its members and "build";
 * a storage is a tuple ("storage", type, key, …) that is referred to by "persistent id".
 */
final class StoragePickle {

    private static final String FLOAT = "torch\nFloatStorage";
    private static final byte[] AS_FLOAT = "ctorch\nFloatStorage\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AS_BFLOAT16 = "ctorch\nBFloat16Storage\n".getBytes(StandardCharsets.US_ASCII);

    /** Where the type of a storage stands, and in an object of which class. */
    private record Reference(String key, String owner, int start, int end) {
    }

    private final ByteBuffer pickle;
    private final List<Reference> references = new ArrayList<>();
    private final Map<Integer, String> memo = new HashMap<>();
    private final Deque<List<String>> marks = new ArrayDeque<>();
    private final Deque<String> owners = new ArrayDeque<>();
    private List<String> tuple = List.of();
    private String last = "";
    private String type = "";
    private int floatStart;
    private int floatEnd;

    /** Throws IllegalArgumentException, NoSuchElementException or BufferUnderflowException for what is no such pickle. */
    StoragePickle(byte[] bytes) {
        this.pickle = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.marks.push(new ArrayList<>());
        while (pickle.hasRemaining()) {
            operation(pickle.position(), pickle.get() & 0xFF);
        }
    }

    /** Keys of the storages that only modules of such classes use, {@code __torch__.torch.nn.modules.linear}. */
    Set<String> of(String classes) {
        Set<String> others = references.stream().filter(it -> !it.owner().startsWith(classes)).map(Reference::key)
                .collect(Collectors.toSet());
        return references.stream().map(Reference::key).filter(key -> !others.contains(key)).collect(Collectors.toSet());
    }

    /** The same pickle, in which these storages are bfloat16. */
    byte[] withBfloat16(Set<String> keys) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        int from = 0;
        for (Reference reference : references) {
            changed.write(pickle.array(), from, reference.start() - from);
            // both spelt out: the pickle itself names a type once and then points to the name
            changed.writeBytes(keys.contains(reference.key()) ? AS_BFLOAT16 : AS_FLOAT);
            from = reference.end();
        }
        changed.write(pickle.array(), from, pickle.capacity() - from);
        return changed.toByteArray();
    }

    private void operation(int start, int code) {
        switch (code) {
            case 'c' -> name(line() + "\n" + line(), start);
            case 'h' -> name(memo.getOrDefault(pickle.get() & 0xFF, ""), start);
            case 'j' -> name(memo.getOrDefault(pickle.getInt(), ""), start);
            case 'X', 'T' -> push(text(pickle.getInt()));
            case 'U' -> push(text(pickle.get() & 0xFF));
            case 'q' -> memo.put(pickle.get() & 0xFF, last);
            case 'r' -> memo.put(pickle.getInt(), last);
            case '(' -> marks.push(new ArrayList<>());
            case 't' -> {
                tuple = marks.pop();
                push("");
            }
            case 'u', 'e' -> marks.pop();
            case 'Q' -> storage();
            case 0x81 -> owners.push(type);
            case 'b' -> owners.pop();
            case 0x80, 'K' -> skip(1);
            case 'M' -> skip(2);
            case 'J' -> skip(4);
            case 'G' -> skip(8);
            case 0x8a -> skip(pickle.get() & 0xFF);
            case ')', '}', ']', 'N', 0x85, 0x86, 0x87, 0x88, 0x89, 'R', 's', 'a', '.' -> push("");
            default -> throw new IllegalArgumentException("operation " + code + " in data.pkl");
        }
    }

    private void name(String name, int start) {
        push(name);
        if (name.equals(FLOAT)) {
            floatStart = start;
            floatEnd = pickle.position();
        } else if (name.startsWith("__torch__")) {
            type = name.replace('\n', '.');
        }
    }

    private void storage() {
        if (tuple.size() >= 3 && tuple.get(0).equals("storage") && tuple.get(1).equals(FLOAT)) {
            references.add(new Reference(tuple.get(2), owners.isEmpty() ? "" : owners.peek(), floatStart, floatEnd));
        }
        push("");
    }

    private void push(String value) {
        last = value;
        marks.element().add(value);
    }

    private void skip(int bytes) {
        pickle.position(pickle.position() + bytes);
        push("");
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (char c = (char) pickle.get(); c != '\n'; c = (char) pickle.get()) {
            line.append(c);
        }
        return line.toString();
    }

    private String text(int length) {
        byte[] bytes = new byte[length];
        pickle.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
