package io.perch.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RenderingTest {

    @Test
    void prettyPrintsAsOpenSearchDoes() throws Exception {
        var answer = new ObjectMapper().readTree("{\"name\":\"x\",\"list\":[1,2],\"none\":[],\"object\":{}}");

        byte[] pretty = new Rendering(BodyFormat.JSON, true, PathFilter.NONE).bytes(answer, true);

        assertThat(new String(pretty, StandardCharsets.UTF_8)).isEqualTo("""
                {
                  "name" : "x",
                  "list" : [
                    1,
                    2
                  ],
                  "none" : [ ],
                  "object" : { }
                }
                """);
    }
}
