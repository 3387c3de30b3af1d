package io.perch.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {

    private final RouteTable table = new RouteTable(List.of(
            route("POST", "/ml/models/_register"), route("PUT", "/ml/models/{id}"), route("GET", "/ml/models/{model_id}"),
            route("DELETE", "/ml/models/{id}"), route("POST", "/ml/models/{id}/{version}/_register"),
            route("GET", "/ml/stats"), route("GET", "/ml/stats/{stat}"), route("GET", "/ml/{node}/stats"),
            route("GET", "/ml/{node}/stats/{stat}"),
            route("GET", "/v1/models"), route("GET", "/v1/models/{model+}"), route("GET", "/v1/models/mine")));

    @ParameterizedTest
    @CsvSource({
            "/ml/models/_register,     /ml/models/_register",
            "/ml/models/abc,           /ml/models/{model_id}",
            "/ml/models/abc/,          /ml/models/{model_id}",
            "/ml/models/abc/3/_register, /ml/models/{id}/{version}/_register",
            "/ml/stats/stats,          /ml/stats/{stat}",
            "/ml/models/stats,         /ml/models/{model_id}",
            "/ml/n1/stats,             /ml/{node}/stats",
            "/ml/stats,                /ml/stats",
            "/v1/models/,              /v1/models",
            "/v1/models/mine,          /v1/models/mine",
            "/v1/models/abc,           /v1/models/{model+}",
            "/v1/models/a/b/c,         /v1/models/{model+}",
            "/v1/models/mine/b,        /v1/models/{model+}"})
    void whatIsWrittenGoesBeforeWhatIsVariable(String path, String template) {
        var found = table.at(path);

        assertThat(found.getOrDefault("GET", found.get("POST")).template()).isEqualTo(template);
    }

    @ParameterizedTest
    @CsvSource({"/ml", "/ml/models", "/ml/models/a/b", "/ml/models//", "/", "/ml/n1/stats/x/y", "/v1/models//b"})
    void unknownPaths(String path) {
        assertThat(table.at(path)).isEmpty();
    }

    @Test
    void methodsComeInTheOriginalsOrder() {
        assertThat(table.at("/ml/models/abc").keySet()).containsExactly("GET", "PUT", "DELETE");
    }

    private static Route route(String method, String template) {
        return new Route(template, method, Set.of(), Set.of());
    }
}
