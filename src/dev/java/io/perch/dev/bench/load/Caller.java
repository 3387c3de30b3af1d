package io.perch.dev.bench.load;

import io.perch.dev.bench.load.Requests.Request;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One keep-alive connection with at most one request under way. */
final class Caller implements AutoCloseable {

    /** Every answer of this many is looked at, and of each caller the first. */
    private static final int LOOKED_AT = 200;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final AnswerReader answer = new AnswerReader();
    private Request request;
    private ByteBuffer unsent;
    private long sentAt;
    private int sent;

    Caller(InetSocketAddress server, Selector selector) throws IOException {
        this.channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send(Request next) throws IOException {
        request = next;
        unsent = ByteBuffer.wrap(next.bytes());
        answer.start(sent++ % LOOKED_AT == 0);
        sentAt = System.nanoTime();
        write();
    }

    /** Whether the answer is complete. Fails with {@link WrongAnswer}. */
    boolean goOn(ByteBuffer buffer) throws IOException {
        if (key.isWritable()) {
            write();
        }
        boolean complete = false;
        while (!complete) {
            int bytes = channel.read(buffer.clear());
            if (bytes < 0) {
                throw new WrongAnswer("the end of a connection");
            }
            if (bytes == 0) {
                return false;
            }
            complete = answer.read(buffer.flip());
        }
        return true;
    }

    /** Whether it was 200. Fails with {@link WrongAnswer} when it was, and nonsense. */
    boolean answeredWell() {
        if (answer.status() != 200) {
            return false;
        }
        if (answer.body().length > 0) {
            request.check().accept(answer.body());
        }
        return true;
    }

    String refusal() {
        return answer.status() + " " + new String(answer.body(), StandardCharsets.UTF_8);
    }

    long nanos(long now) {
        return now - sentAt;
    }

    /** Of the request that was answered. */
    int number() {
        return request.number();
    }

    private void write() throws IOException {
        channel.write(unsent);
        key.interestOps(unsent.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
