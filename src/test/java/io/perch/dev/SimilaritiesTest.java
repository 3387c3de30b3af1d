package io.perch.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimilaritiesTest {

    @Test
    void namesTheNearestPair() throws Exception {
        Similarities similarities = answered("[1,0.1]", "[1,0.2]", "[0.1,1]");

        assertThat(similarities.nearest(0, 1)).isTrue();
        assertThat(similarities.nearest(0, 2)).isFalse();
    }

    @Test
    void equalOrMissingVectorsConvinceNobody() throws Exception {
        assertThat(answered("[1,1]", "[1,1]", "[1,1]").nearest(0, 1)).isFalse();
        assertThat(answered("[0,0]", "[0,0]", "[0,0]").nearest(0, 1)).isFalse();
        assertThat(answered("[1,1]").nearest(0, 1)).isFalse();
        assertThat(answered("[]", "[]", "[]").nearest(0, 1)).isFalse();
    }

    @Test
    void aRemoteModelAnswersAllInOneResult() throws Exception {
        Similarities similarities = Similarities.of(new ObjectMapper().readTree(
                "{\"inference_results\":[{\"output\":[{\"data\":[1,0.1]},{\"data\":[1,0.2]},{\"data\":[0.1,1]}]}]}"));

        assertThat(similarities.nearest(0, 1)).isTrue();
        assertThat(similarities.nearest(1, 2)).isFalse();
    }

    @Test
    void printsOneRowPerText() throws Exception {
        assertThat(answered("[1,0]", "[0,1]").table(List.of("one", "another"))).containsExactly(
                "                1      2",
                "1  one      1.000  0.000",
                "2  another  0.000  1.000");
    }

    private static Similarities answered(String... vectors) throws Exception {
        StringBuilder results = new StringBuilder();
        for (String vector : vectors) {
            results.append(results.isEmpty() ? "" : ",").append("{\"output\":[{\"data\":").append(vector).append("}]}");
        }
        return Similarities.of(new ObjectMapper().readTree("{\"inference_results\":[" + results + "]}"));
    }
}
