package io.perch.testing;

import io.perch.testing.Provider.Behaviour;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** How services answer, well and badly. */
public final class Behaviours {

    private static final String JSON = "Content-Type: application/json";
    private static final int BLOCK = 1_000_000;

    private Behaviours() {
    }

    public static Behaviour json(String body) {
        return json(200, body);
    }

    public static Behaviour json(int status, String body, String... headers) {
        return (asked, wire) -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            wire.head(status, bytes.length, with(headers)).send(bytes);
        };
    }

    private static String[] with(String[] headers) {
        String[] all = new String[headers.length + 1];
        System.arraycopy(headers, 0, all, 1, headers.length);
        all[0] = JSON;
        return all;
    }

    /** With an error of OpenAI's shape, that names the status. */
    public static Behaviour status(int status, String... headers) {
        return json(status, "{\"error\": {\"message\": \"told to answer " + status + "\"}}", headers);
    }

    public static Behaviour empty(int status) {
        return (asked, wire) -> wire.head(status, 0);
    }

    /** Answers {@code first} so many times, and {@code then} from there on. */
    public static Behaviour first(int times, Behaviour first, Behaviour then) {
        AtomicInteger turn = new AtomicInteger();
        return (asked, wire) -> (turn.getAndIncrement() < times ? first : then).answer(asked, wire);
    }

    public static Behaviour redirect(String location) {
        return (asked, wire) -> wire.head(302, 0, "Location: " + location);
    }

    /** Promises more than it sends, and hangs up. */
    public static Behaviour truncated(String some) {
        return (asked, wire) -> {
            wire.head(200, some.length() + 1_000, JSON).send(some);
            wire.socket().close();
        };
    }

    public static Behaviour resets() {
        return (asked, wire) -> wire.reset();
    }

    public static Behaviour resetsAfterHead() {
        return (asked, wire) -> wire.head(200, 100, JSON).reset();
    }

    /** A JSON text of this many bytes, the length announced or not. */
    public static Behaviour huge(long bytes, boolean announced) {
        return (asked, wire) -> {
            if (announced) {
                wire.head(200, bytes, JSON);
            } else {
                wire.send("HTTP/1.1 200 Told\r\n" + JSON + "\r\nConnection: close\r\n\r\n");
            }
            byte[] block = "a".repeat(BLOCK).getBytes(StandardCharsets.UTF_8);
            for (long sent = 0; sent < bytes; sent += BLOCK) {
                wire.send(block);
            }
            wire.socket().close();
        };
    }

    /** Says nothing until it is let go on, then answers. */
    public static Behaviour after(CountDownLatch goOn, Behaviour then) {
        return (asked, wire) -> {
            goOn.await();
            then.answer(asked, wire);
        };
    }

    /** One byte of the body each so many milliseconds, for as long as the other side listens. */
    public static Behaviour drips(long everyMillis) {
        return (asked, wire) -> {
            wire.head(200, 1_000_000, JSON);
            while (true) {
                wire.send(" ");
                Thread.sleep(everyMillis);
            }
        };
    }
}
