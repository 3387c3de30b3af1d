package io.perch.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails every test class during which something blocked an event loop, as Vert.x's own watchdog saw it (its bound is in
 * application.properties). Registered for all tests through META-INF/services.
 */
public final class BlockedEventLoops implements BeforeAllCallback, AfterAllCallback {

    private static final Recorder RECORDER = new Recorder();
    // kept: the log manager itself holds loggers weakly
    private static final Logger WATCHDOG = Logger.getLogger("io.vertx.core.impl.BlockedThreadChecker");

    private static final class Recorder extends Handler {

        private final List<String> seen = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                seen.add(record.getMessage() + trace(record.getThrown()));
            }
        }

        private static String trace(Throwable thrown) {
            StringBuilder text = new StringBuilder();
            if (thrown != null) {
                for (StackTraceElement frame : thrown.getStackTrace()) {
                    text.append("\n    at ").append(frame);
                }
            }
            return text.toString();
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // again for each class: an application that starts sets logging up anew
        WATCHDOG.removeHandler(RECORDER);
        WATCHDOG.addHandler(RECORDER);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        List<String> seen = List.copyOf(RECORDER.seen);
        RECORDER.seen.clear();
        if (!seen.isEmpty()) {
            throw new AssertionError("an event loop was blocked:\n" + String.join("\n", seen));
        }
    }
}
