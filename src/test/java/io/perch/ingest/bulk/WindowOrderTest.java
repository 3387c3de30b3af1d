package io.perch.ingest.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which windows of a bulk may overtake which. */
class WindowOrderTest {

    private final WindowOrder order = new WindowOrder();
    private final List<Integer> gone = new ArrayList<>();

    private void ready(int window, String... ids) {
        order.turn(window, Set.of(ids)).subscribe().with(nothing -> gone.add(window));
    }

    @Test
    void windowsOverOtherDocumentsDoNotWait() {
        order.begin(0);
        order.begin(1);

        ready(0, "a", "b");
        ready(1, "c");

        assertThat(gone).containsExactly(0, 1);
    }

    @Test
    void theSameDocumentWaitsForTheEndOfTheWindowBefore() {
        order.begin(0);
        order.begin(1);
        order.begin(2);

        ready(0, "a", "b");
        ready(1, "b");
        ready(2, "c");
        assertThat(gone).containsExactly(0, 2);

        order.end(0);
        assertThat(gone).containsExactly(0, 2, 1);
    }

    @Test
    void whatAWindowInItsPipelineWillDoIsNotKnown() {
        order.begin(0);
        order.begin(1);

        ready(1, "c");
        assertThat(gone).isEmpty();

        ready(0, "a");
        assertThat(gone).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void aWindowThatFailedHoldsNobodyUp() {
        order.begin(0);
        order.begin(1);
        ready(1, "c");

        order.end(0);

        assertThat(gone).containsExactly(1);
    }
}
