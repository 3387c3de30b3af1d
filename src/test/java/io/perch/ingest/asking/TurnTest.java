package io.perch.ingest.asking;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.Caller;
import io.perch.model.Priority;
import io.perch.predict.Wish;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long the documents of a request may wait for models. */
class TurnTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void eachPredictOfABulkHasTheWholePatience() {
        Turn bulk = Turn.ofBulk(Caller.NOBODY, PATIENCE);

        Duration ofItsOwn = bulk.begun().remaining();

        assertThat(ofItsOwn).isGreaterThan(bulk.remaining());
    }

    @Test
    void predictsOfABulkShareWhatIsCommonToIt() {
        Turn bulk = Turn.ofBulk(Caller.NOBODY, PATIENCE);
        Turn begun = bulk.begun();

        begun.oneByOne("m");

        assertThat(bulk.takesOneByOne("m")).isTrue();
        assertThat(begun.permits("p", 1)).isSameAs(bulk.permits("p", 1));
        assertThat(begun.waits()).isTrue();
    }

    @Test
    void whoWaitsForOneAnswerHasOnePatience() {
        Turn single = Turn.of(new Wish(Caller.NOBODY, PATIENCE, Priority.INTERACTIVE), PATIENCE);

        assertThat(single.begun()).isSameAs(single);
        assertThat(single.waits()).isFalse();
    }
}
