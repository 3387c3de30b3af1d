package io.perch.engine.fusion;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One operator of a graph. Field numbers are those of NodeProto and AttributeProto.
 *
 * @param bytes as NodeProto; what a fusion leaves alone is written as it was read
 */
record Node(String operator, List<String> inputs, List<String> outputs, Message content, Rope bytes) {

    /** No operator: what a search ends with that leads nowhere. Nothing matches it. */
    static final Node NONE = new Node("", List.of(), List.of(), new Message(List.of()), new Rope());

    private static final String MICROSOFT = "com.microsoft";
    private static final int FLOAT = 1;
    private static final int INT = 2;

    static Node read(ByteBuffer bytes) {
        Message content = Message.of(bytes);
        String domain = content.text(7);
        String operator = domain.isEmpty() || domain.equals("ai.onnx") ? content.text(4) : domain + ":" + content.text(4);
        return new Node(operator, content.texts(1), content.texts(2), content, new Rope().raw(bytes));
    }

    /** An operator of ONNX itself. */
    static Node onnx(String operator, List<String> inputs, List<String> outputs, Rope... attributes) {
        return written("", operator, inputs, outputs, attributes);
    }

    /** An operator that only ONNX Runtime knows. An input that is left out is the empty text. */
    static Node microsoft(String operator, List<String> inputs, List<String> outputs, Rope... attributes) {
        return written(MICROSOFT, operator, inputs, outputs, attributes);
    }

    private static Node written(String domain, String operator, List<String> inputs, List<String> outputs, Rope... attributes) {
        Rope bytes = new Rope();
        inputs.forEach(name -> bytes.text(1, name));
        outputs.forEach(name -> bytes.text(2, name));
        bytes.text(3, outputs.getFirst() + "/" + operator).text(4, operator);
        Stream.of(attributes).forEach(attribute -> bytes.message(5, attribute));
        String full = domain.isEmpty() ? operator : domain + ":" + operator;
        return new Node(full, inputs, outputs, new Message(List.of()), domain.isEmpty() ? bytes : bytes.text(7, domain));
    }

    static Rope attribute(String name, long value) {
        return new Rope().text(1, name).number(3, value).number(20, INT);
    }

    static Rope attribute(String name, float value) {
        return new Rope().text(1, name).real(2, value).number(20, FLOAT);
    }

    boolean is(String wanted) {
        return operator.equals(wanted);
    }

    /** The empty text when it has no such input: no value has that name. */
    String input(int index) {
        return index < inputs.size() ? inputs.get(index) : "";
    }

    String output() {
        return outputs.isEmpty() ? "" : outputs.getFirst();
    }

    private Optional<Message> attribute(String name) {
        return content.all(5).map(Message.Field::message).filter(attribute -> attribute.text(1).equals(name)).findFirst();
    }

    long integer(String name, long absent) {
        return attribute(name).map(attribute -> attribute.number(3)).orElse(absent);
    }

    float real(String name, float absent) {
        return attribute(name).map(attribute -> attribute.real(2)).orElse(absent);
    }

    /** Empty when absent. */
    List<Long> integers(String name) {
        return attribute(name).map(attribute -> attribute.numbers(8)).orElse(List.of());
    }

    /** Of a {@code Constant}: what it holds. */
    Optional<Tensor> value() {
        return attribute("value").filter(attribute -> attribute.has(5)).map(attribute -> attribute.bytes(5)).map(Message::of)
                .map(Tensor::read);
    }

    /** What the branches and bodies inside it read from outside, with names of their own among them. */
    Stream<String> captured() {
        return content.all(5).map(Message.Field::message)
                .flatMap(attribute -> Stream.concat(attribute.all(6), attribute.all(11)))
                .flatMap(graph -> Graph.namesIn(graph.message()));
    }
}
