package io.perch.job.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.Json;
import io.perch.testing.Behaviours;
import io.perch.testing.Provider;
import io.perch.testing.Provider.Asked;
import io.perch.testing.Wire;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;

/** The service of a blueprint: answers the calls that it should see, and refuses all others with 400, as services do. */
public final class StandIn implements AutoCloseable {

    private final Provider provider = new Provider();
    private final Blueprint blueprint;
    private final InstantSource clock;

    /** @param clock that the caller signs by */
    public StandIn(Blueprint blueprint, InstantSource clock) {
        this.blueprint = blueprint;
        this.clock = clock;
        blueprint.calls().forEach(call -> provider.on(call.path(), this::answer));
    }

    private void answer(Asked asked, Wire wire) throws IOException, InterruptedException {
        String unexpected = Json.write(Map.of("message",
                "Not as I want it: " + asked.method() + " " + asked.path() + " " + asked.body()));
        blueprint.calls().stream().filter(call -> call.is(asked)).findFirst()
                .map(call -> Behaviours.json(call.answer())).orElse(Behaviours.json(400, unexpected)).answer(asked, wire);
    }

    /** The connector, calling this service. */
    public String connector() {
        return blueprint.connector(provider);
    }

    public String url(String target) {
        return provider.url(target);
    }

    public int timesAsked() {
        return provider.asked().size();
    }

    /** Fails unless each call came, no other did, and each from whom it should. */
    public void checkAsked() {
        for (Call call : blueprint.calls()) {
            assertThat(provider.asked()).as(call.toString()).anyMatch(call::is);
        }
        for (Asked asked : provider.asked()) {
            assertThat(blueprint.calls()).as(asked.toString()).anyMatch(call -> call.is(asked));
            assertThat(asked.headers()).containsEntry("content-type", "application/json");
            blueprint.identity().check(asked, blueprint.credential(), clock.instant());
        }
    }

    @Override
    public void close() {
        provider.close();
    }
}
