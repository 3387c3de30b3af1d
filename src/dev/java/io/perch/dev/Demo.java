package io.perch.dev;

import io.perch.dev.remote.StandIn;
import java.nio.file.Path;

/** Plays Perch's main jobs over HTTP: a model that it runs itself, models that live elsewhere, and documents that get vectors. */
final class Demo implements AutoCloseable {

    /** As a key of the real service looks. */
    private static final String KEY = "sk-demo-9f2c41d07b6e4a58";

    private final PerchApi api;
    private final PerchApi openSearch;
    private final Console console;
    private final Path kept;
    private final StandIn service = StandIn.start(KEY);

    /** @param kept the folder that outlives this run */
    Demo(PerchApi api, PerchApi openSearch, Console console, Path kept) {
        this.api = api;
        this.openSearch = openSearch;
        this.console = console;
        this.kept = kept;
    }

    /** Whether the answers meant what they should. Fails with {@link CallFailed}. */
    boolean play() {
        Leftovers leftovers = new Leftovers(kept.resolve("demo-leftovers"), api, console);
        // each run registers anew; without this, all the models of earlier runs would stay loaded
        leftovers.clear();
        LocalAct first = new LocalAct(api, console, kept.resolve("models"), leftovers);
        boolean local = first.play();
        boolean remote = new RemoteAct(api, console, leftovers, new Service(service.url(), KEY)).play();
        boolean documents = new DocumentsAct(api, openSearch, console).play(first.model());
        return local && remote && documents;
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
