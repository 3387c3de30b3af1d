package io.perch.dev.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** POSTs, ready to be sent: the generator shares the machine with the server and should take little of it. */
public final class Requests {

    private static final String JSON = "application/json";

    private final List<Request> requests;
    private int next;

    private Requests(List<Request> requests) {
        this.requests = requests;
    }

    /**
     * @param number in the order that they were given in, from 0
     * @param check  of the body of an answer; fails with {@link WrongAnswer}
     */
    record Request(int number, byte[] bytes, Consumer<byte[]> check) {
    }

    /** @param bodies JSON */
    public static Requests post(String path, List<byte[]> bodies, Consumer<byte[]> check) {
        return new Requests(IntStream.range(0, bodies.size())
                .mapToObj(number -> new Request(number, bytes(path, JSON, bodies.get(number)), check)).toList());
    }

    /** A whole HTTP/1.1 request. @param accept the content type that is wanted */
    public static byte[] bytes(String path, String accept, byte[] body) {
        byte[] head = ("POST " + path + " HTTP/1.1\r\n"
                + "Host: 127.0.0.1\r\nAccept: " + accept + "\r\nContent-Type: " + JSON + "\r\n"
                + "Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    int size() {
        return requests.size();
    }

    /** One after the other, and again from the first. */
    Request next() {
        return requests.get(next++ % requests.size());
    }
}
