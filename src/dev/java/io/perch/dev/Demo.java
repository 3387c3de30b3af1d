package io.perch.dev;

import io.perch.dev.remote.StandIn;
import java.nio.file.Path;

/** Plays Perch's main jobs over HTTP: a model that it runs itself, then models that live elsewhere, behind connectors. */
final class Demo implements AutoCloseable {

    /** As a key of the real service looks. */
    private static final String KEY = "sk-demo-9f2c41d07b6e4a58";

    private final PerchApi api;
    private final Console console;
    private final Path kept;
    private final StandIn service = StandIn.start(KEY);

    /** @param kept the folder that outlives this run */
    Demo(PerchApi api, Console console, Path kept) {
        this.api = api;
        this.console = console;
        this.kept = kept;
    }

    /** Whether the answers meant what they should. Fails with {@link CallFailed}. */
    boolean play() {
        Leftovers leftovers = new Leftovers(kept.resolve("demo-leftovers"), api, console);
        // each run registers anew; without this, all the models of earlier runs would stay loaded
        leftovers.clear();
        boolean local = new LocalAct(api, console, kept.resolve("models"), leftovers).play();
        boolean remote = new RemoteAct(api, console, leftovers, new Service(service.url(), KEY)).play();
        return local && remote;
    }

    /** @param url no slash at its end */
    record Service(String url, String key) {
    }

    /** The models that are called elsewhere find nobody there any more. */
    @Override
    public void close() {
        service.close();
    }
}
