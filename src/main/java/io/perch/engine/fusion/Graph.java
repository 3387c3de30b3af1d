package io.perch.engine.fusion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A network that can be changed. Field numbers are those of GraphProto. Nodes stay in an order in which each comes after
 * those that it reads; what nothing reads any more is left out when it is written.
 */
final class Graph {

    /** Operators between a mask, a scale or a bias and where it comes from: in known exports there are at most a dozen. */
    static final int FARTHEST = 64;

    private static final int NODE = 1;
    private static final int INITIALIZER = 5;
    private static final int INPUT = 11;
    private static final int OUTPUT = 12;
    private static final int VALUE_INFO = 13;

    private final Message content;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> constants = new HashMap<>();
    private final Map<String, Rope> added = new LinkedHashMap<>();
    private final Map<String, Node> producers = new HashMap<>();
    private final Map<String, List<Node>> consumers = new HashMap<>();
    private final Set<String> inputs;
    private final Set<String> outputs;

    private Graph(Message content) {
        this.content = content;
        this.inputs = names(content, INPUT);
        this.outputs = names(content, OUTPUT);
    }

    static Graph read(Message content) {
        Graph graph = new Graph(content);
        content.all(INITIALIZER).map(Message.Field::message)
                .forEach(tensor -> graph.constants.put(Tensor.name(tensor), Tensor.read(tensor)));
        content.all(NODE).forEach(node -> graph.insert(graph.nodes.size(), Node.read(node.bytes())));
        return graph;
    }

    private static Set<String> names(Message graph, int field) {
        return new HashSet<>(graph.all(field).map(value -> value.message().text(1)).toList());
    }

    /** Every name that a graph inside a node reads or gives out. */
    static Stream<String> namesIn(Message graph) {
        Stream<String> read = graph.all(NODE).map(node -> Node.read(node.bytes()))
                .flatMap(node -> Stream.concat(node.inputs().stream(), node.captured()));
        return Stream.concat(read, names(graph, OUTPUT).stream());
    }

    private void insert(int position, Node node) {
        nodes.add(position, node);
        node.outputs().forEach(value -> producers.put(value, node));
        Stream.concat(node.inputs().stream().distinct(), node.captured()).forEach(
                value -> consumers.computeIfAbsent(value, name -> new ArrayList<>()).add(node));
        if (node.is("Constant")) {
            node.value().ifPresent(tensor -> constants.put(node.output(), tensor));
        }
    }

    /** Puts {@code with} where {@code old} is. The last of them must give out what {@code old} did. */
    void replace(Node old, Node... with) {
        int position = position(old);
        nodes.remove(position);
        Stream.concat(old.inputs().stream().distinct(), old.captured()).forEach(value -> consumers.get(value).remove(old));
        for (Node node : with) {
            insert(position++, node);
        }
    }

    private int position(Node wanted) {
        int position = 0;
        while (nodes.get(position) != wanted) {
            position++;
        }
        return position;
    }

    /** The first one to run: it reads nothing but inputs of the graph. */
    void prepend(Node node) {
        insert(0, node);
    }

    /** A new weight. */
    void add(String name, Tensor shape, Rope data) {
        Rope tensor = new Rope();
        shape.dims().forEach(length -> tensor.number(1, length));
        added.put(name, tensor.number(2, shape.type()).text(8, name).message(9, data));
        constants.put(name, shape);
    }

    /** A snapshot, so that what is found may be replaced. */
    List<Node> nodes(String operator) {
        return nodes.stream().filter(node -> node.is(operator)).toList();
    }

    Stream<String> operators() {
        return nodes.stream().map(Node::operator);
    }

    boolean isInput(String value) {
        return inputs.contains(value) && !constants.containsKey(value);
    }

    /** {@link Tensor#NONE} when the value is computed. */
    Tensor constant(String value) {
        return constants.getOrDefault(value, Tensor.NONE);
    }

    boolean isConstant(String value) {
        return constants.containsKey(value);
    }

    /** What computes a value; {@link Node#NONE} for inputs and weights. */
    Node producer(String value) {
        return producers.getOrDefault(value, Node.NONE);
    }

    /** What computes a value if it is this operator; else {@link Node#NONE}. */
    Node producer(String value, String operator) {
        Node producer = producer(value);
        return producer.is(operator) ? producer : Node.NONE;
    }

    List<Node> consumers(String value) {
        return consumers.getOrDefault(value, List.of());
    }

    /**
     * The one node that reads the numbers of a value, if it is this operator and the value is no output; else
     * {@link Node#NONE}. Who asks for the shape does so for the sake of a {@code Reshape} that is found along with it.
     */
    Node onlyConsumer(String value, String operator) {
        List<Node> readers = consumers(value).stream().filter(node -> !node.is("Shape")).toList();
        return readers.size() == 1 && readers.getFirst().is(operator) && !outputs.contains(value)
                ? readers.getFirst() : Node.NONE;
    }

    boolean isOutput(String value) {
        return outputs.contains(value);
    }

    /** An operand that is computed and one that is a constant, of an operator that takes them in either order. */
    record Operands(String value, String constant) {
        static final Operands NONE = new Operands("", "");
    }

    /** {@link Operands#NONE} unless exactly one of the two is a constant. */
    Operands operands(Node node) {
        boolean first = isConstant(node.input(0));
        if (node.inputs().size() != 2 || first == isConstant(node.input(1))) {
            return Operands.NONE;
        }
        return first ? new Operands(node.input(1), node.input(0)) : new Operands(node.input(0), node.input(1));
    }

    /** GraphProto, without what nothing reads. */
    Rope bytes() {
        Set<String> read = new HashSet<>(outputs);
        List<Node> live = live(read);
        Rope bytes = new Rope();
        live.forEach(node -> bytes.message(NODE, node.bytes()));
        content.fields().stream().filter(field -> stays(field, read)).forEach(field -> bytes.raw(field.whole()));
        added.forEach((name, tensor) -> bytes.message(INITIALIZER, tensor));
        return bytes;
    }

    /** From the outputs up. Afterwards {@code read} has every name that something needs. */
    private List<Node> live(Set<String> read) {
        List<Node> live = new ArrayList<>();
        for (Node node : nodes.reversed()) {
            if (node.outputs().stream().anyMatch(read::contains)) {
                live.add(node);
                read.addAll(node.inputs());
                node.captured().forEach(read::add);
            }
        }
        return live.reversed();
    }

    private static boolean stays(Message.Field field, Set<String> read) {
        return switch (field.number()) {
            case NODE -> false;
            case INITIALIZER -> read.contains(Tensor.name(field.message()));
            case VALUE_INFO -> read.contains(field.message().text(1));
            default -> true;
        };
    }
}
