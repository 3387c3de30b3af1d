package io.perch.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class TrustedEndpointsTest {

    private static final String KEY = "\"plugins.ml_commons.trusted_connector_endpoints_regex\"";

    @Test
    void whatIsTrustedStaysTrusted() throws Exception {
        assertThat(trusted("{\"persistent\":{},\"transient\":{},\"defaults\":{" + KEY + ":[\"^a$\",\"^b$\"]}}"))
                .containsExactly("^a$", "^b$", TrustedEndpoints.HERE);
    }

    @Test
    void theSettingInForceCounts() throws Exception {
        assertThat(trusted("{\"persistent\":{" + KEY + ":[\"^a$\"]},\"transient\":{" + KEY + ":[\"^b$\"]}}"))
                .containsExactly("^b$", TrustedEndpoints.HERE);
    }

    @Test
    void aSecondDemoAddsNothing() throws Exception {
        String once = new ObjectMapper().writeValueAsString(List.of("^a$", TrustedEndpoints.HERE));

        assertThat(trusted("{\"persistent\":{" + KEY + ":" + once + "}}")).containsExactly("^a$", TrustedEndpoints.HERE);
    }

    @Test
    void theStandInIsOnThisMachineAndOthersAreNot() {
        assertThat("http://127.0.0.1:43210/v1/chat/completions").matches(TrustedEndpoints.HERE);
        assertThat("http://127.0.0.1.example.org:80/v1").doesNotMatch(TrustedEndpoints.HERE);
    }

    private static List<String> trusted(String settings) throws Exception {
        JsonNode list = TrustedEndpoints.withThisMachine(new ObjectMapper().readTree(settings));
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
    }
}
