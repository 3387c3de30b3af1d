package io.perch.connector.aws;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * Takes {@code application/vnd.amazon.eventstream} apart, however its bytes are split on the way
 * (https://smithy.io/2.0/aws/amazon-eventstream.html). A frame is, big-endian: its length and that of its headers, a CRC-32 over
 * these two, headers, payload, a CRC-32 over all before. For one stream, and not for several threads at once; keeps no memory
 * between frames but what has come of the next. (AWS's own decoder, {@code software.amazon.eventstream}, has a buffer of 2 MB for
 * each stream from the start, and no bound on a frame.)
 */
public final class EventStream {

    /** Two lengths and their checksum. */
    private static final int PRELUDE = 12;
    private static final int HEADERS_LENGTH_AT = 4;
    private static final int CHECKSUM = 4;
    private static final byte[] NOTHING = {};

    private final int mostBytes;
    private byte[] held = NOTHING;
    private int from;
    private int to;

    /** @param mostBytes of one frame, checksums included */
    public EventStream(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * Hands on each frame that is complete with {@code bytes}, which it reads to their end. Throws REMOTE_ANSWER_UNREADABLE for a
     * damaged frame and REMOTE_ANSWER_TOO_LARGE for one that says it is longer than allowed: what comes behind either is lost.
     */
    public void read(ByteBuffer bytes, Consumer<EventFrame> frames) {
        hold(bytes);
        try {
            for (EventFrame frame = next(); frame != null; frame = next()) {
                frames.accept(frame);
            }
        } catch (DamagedFrame damage) {
            throw new PerchException(ErrorCode.REMOTE_ANSWER_UNREADABLE, "The event stream of the remote service is damaged: "
                    + damage.getMessage(), "see whether something between here and there changes the bytes", damage);
        }
        if (from == to) {
            from = 0;
            to = 0;
            held = NOTHING;
        }
    }

    /** Whether the stream may end here; else its last frame is incomplete. */
    public boolean atEndOfFrame() {
        return from == to;
    }

    private void hold(ByteBuffer bytes) {
        int more = bytes.remaining();
        if (to + more > held.length) {
            int size = to - from;
            byte[] larger = size + more > held.length ? new byte[Math.max(size + more, 2 * size)] : held;
            System.arraycopy(held, from, larger, 0, size);
            held = larger;
            from = 0;
            to = size;
        }
        bytes.get(held, to, more);
        to += more;
    }

    private EventFrame next() {
        int there = to - from;
        if (there < PRELUDE) {
            return null;
        }
        ByteBuffer frame = ByteBuffer.wrap(held, from, there).slice();
        int length = length(frame);
        if (there < length) {
            return null;
        }
        check(frame, length - CHECKSUM, "the message");
        EventFrame read = frame(from + PRELUDE, frame.getInt(HEADERS_LENGTH_AT), from + length - CHECKSUM);
        from += length;
        return read;
    }

    /** Of the whole frame, when both lengths can be believed. */
    private int length(ByteBuffer frame) {
        check(frame, PRELUDE - CHECKSUM, "the prelude");
        int length = frame.getInt(0);
        int headers = frame.getInt(HEADERS_LENGTH_AT);
        if (headers < 0 || length < 0 || length - PRELUDE - CHECKSUM < headers) {
            throw new DamagedFrame("a frame of " + length + " bytes cannot have headers of " + headers);
        }
        if (length > mostBytes) {
            throw new PerchException(ErrorCode.REMOTE_ANSWER_TOO_LARGE, "The remote service sends a frame of " + length
                    + " bytes in its event stream, and at most " + mostBytes + " are taken", null);
        }
        return length;
    }

    /** The checksum over the first {@code length} bytes stands right behind them. */
    private void check(ByteBuffer frame, int length, String what) {
        CRC32 sum = new CRC32();
        sum.update(held, from, length);
        if ((int) sum.getValue() != frame.getInt(length)) {
            throw new DamagedFrame("the checksum of " + what + " is wrong");
        }
    }

    private EventFrame frame(int headersAt, int headersLength, int end) {
        try {
            Map<String, String> headers = EventHeaders.read(ByteBuffer.wrap(held, headersAt, headersLength).slice());
            return new EventFrame(headers, Arrays.copyOfRange(held, headersAt + headersLength, end));
        } catch (BufferUnderflowException cut) {
            throw new DamagedFrame("a header runs over the end of the headers");
        }
    }
}
