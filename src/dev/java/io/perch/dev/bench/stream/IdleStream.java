package io.perch.dev.bench.stream;

import io.perch.dev.bench.load.WrongAnswer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One stream of server-sent events, read up to its first event. */
final class IdleStream implements AutoCloseable {

    private static final String OK = "HTTP/1.1 200 ";
    private static final int LONGEST = 8 * 1024;

    private final SocketChannel channel;
    private StringBuilder said = new StringBuilder();

    /** Asked for when this returns: the request is small enough for any socket's buffer. */
    IdleStream(InetSocketAddress server, byte[] request, Selector selector) throws IOException {
        this.channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        ByteBuffer unsent = ByteBuffer.wrap(request);
        while (unsent.hasRemaining()) {
            channel.write(unsent);
        }
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    boolean hasBegun() {
        return said == null;
    }

    /** Whether this was its first event. Fails with {@link WrongAnswer} for a refusal, an end, or anything after that event. */
    boolean goOn(ByteBuffer buffer) throws IOException {
        int bytes = channel.read(buffer.clear());
        if (bytes < 0) {
            throw new WrongAnswer("the end of a stream that should stay open");
        }
        String some = StandardCharsets.UTF_8.decode(buffer.flip()).toString();
        if (hasBegun() && some.isBlank()) {
            // the end of the event's own chunk
            return false;
        }
        if (hasBegun()) {
            throw new WrongAnswer("more than the one event there is: " + some);
        }
        said.append(some);
        refuseOthers();
        if (firstEventIsWhole()) {
            // nobody asks for it again, and there are thousands of these
            said = null;
        }
        return hasBegun();
    }

    private void refuseOthers() {
        String begin = said.substring(0, Math.min(OK.length(), said.length()));
        int head = said.indexOf("\r\n\r\n");
        boolean other = head > 0 && !said.substring(0, head).contains("text/event-stream");
        if (!OK.startsWith(begin) || other || said.length() > LONGEST) {
            throw new WrongAnswer("no stream: " + said);
        }
    }

    private boolean firstEventIsWhole() {
        int data = said.indexOf("data:");
        return data >= 0 && said.indexOf("\n\n", data) > data;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
