package io.perch.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobActionsTest {

    private static final Map<String, String> HEADERS = Map.of("Authorization", "Bearer ${credential.key}");

    @Test
    void whereJobsAreStartedTellsHowTheyAreAskedAbout() {
        Connector connector = connector(Map.of(), start("https://api.openai.com/v1/batches"));

        assertThat(JobActions.derived(connector)).containsExactly(
                action(ActionType.BATCH_PREDICT_STATUS, "GET", "https://api.openai.com/v1/batches/${parameters.id}"),
                action(ActionType.CANCEL_BATCH_PREDICT, "POST", "https://api.openai.com/v1/batches/${parameters.id}/cancel"));
    }

    /** A job of OpenAI has a member {@code endpoint}, which must not get into the url. */
    @Test
    void theUrlIsFilledByTheConnectorBeforeTheJobFillsIt() {
        Connector connector = connector(Map.of("endpoint", "api.openai.com"), start("https://${parameters.endpoint}/v1/batches"));

        assertThat(JobActions.derived(connector)).extracting(Action::url).containsExactly(
                "https://api.openai.com/v1/batches/${parameters.id}", "https://api.openai.com/v1/batches/${parameters.id}/cancel");
    }

    @Test
    void thereAreNoneOnOtherServices() {
        assertThat(JobActions.derived(connector(Map.of(), start("https://example.com/v1/batches")))).isEmpty();
    }

    @Test
    void thereAreNoneWithoutJobs() {
        Action predict = action(ActionType.PREDICT, "POST", "https://api.openai.com/v1/embeddings");

        assertThat(JobActions.derived(connector(Map.of(), predict))).isEmpty();
    }

    @Test
    void whatIsWrittenOutGoesFirst() {
        Action own = action(ActionType.BATCH_PREDICT_STATUS, "POST", "https://api.openai.com/v1/own");

        ReadyConnector ready = ReadyConnector.of(connector(Map.of(), start("https://api.openai.com/v1/batches"), own));

        assertThat(ready.action("batch_predict_status").action()).isEqualTo(own);
        assertThat(ready.action("cancel_batch_predict").action().url()).endsWith("/cancel");
        assertThat(ready.connector().actions()).hasSize(2);
    }

    private static Action start(String url) {
        return action(ActionType.BATCH_PREDICT, "POST", url);
    }

    private static Action action(ActionType type, String method, String url) {
        return new Action(type, null, method, url, HEADERS, null, null, null, null);
    }

    private static Connector connector(Map<String, String> parameters, Action... actions) {
        return new Connector("c", "c", "1", null, Protocol.HTTP, parameters, Map.of("key", "env:PERCH_CREDENTIAL_X"),
                List.of(actions), null, false, 0, 0, 1);
    }
}
