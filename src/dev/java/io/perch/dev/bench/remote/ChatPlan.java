package io.perch.dev.bench.remote;

import java.time.Duration;
import java.util.List;

/**
 * How long and how often chats are measured.
 *
 * @param option  that makes it so short; empty for the full length
 * @param warmUp  load before the first figure, of each door and of the proxy
 * @param served  how long callers ask for one figure
 */
public record ChatPlan(String option, int repeats, Duration warmUp, Duration served) {

    static final List<Integer> CALLERS = List.of(16, 64);

    /** Some 6 minutes per server. */
    public static ChatPlan full() {
        return new ChatPlan("", 5, Duration.ofSeconds(40), Duration.ofSeconds(4));
    }

    /** To try it: after too little warm-up for figures that mean something. */
    public static ChatPlan quick() {
        return new ChatPlan(" --quick", 1, Duration.ofSeconds(6), Duration.ofSeconds(3));
    }

    /** What a reader types for the same. @param part as {@code --remote} */
    public String command(String part) {
        return "./perch bench " + part + option;
    }

    /** For the reader of the figures. */
    public String sentence() {
        return (repeats == 1 ? "Once" : repeats + " rounds,") + " " + served.toSeconds() + " s for each figure, after "
                + warmUp.toSeconds() + " s of warm-up load for each door and for the proxy; the proxy is measured before and"
                + " after each figure.";
    }
}
