package io.perch.testing;

/** For tests of what stands before a model: the service behind it says what it is told to say. */
public abstract class WithRemoteModels extends WithProvider {

    private static final String PATH = "/v1/chat/completions";

    /** A connector whose service answers {@code {"said": …}}. Parameters are {@code prompt} and {@code messages}, if any. */
    protected final String connector(String said) {
        provider.on(PATH, Behaviours.json("{\"said\": \"" + said + "\"}"));
        return Connectors.create(Connectors.draft(provider.url(PATH),
                "{\"prompt\": \"${parameters.prompt:-none}\", \"messages\": ${parameters.messages:-[]}}", "{}"));
    }

    /** A registered model over {@link #connector}. @param member of the registration, as JSON: {@code "interface": {…}} */
    protected final String remote(String said, String member) {
        return Ml.registered(Ml.with(member, Connectors.registration(connector(said))));
    }
}
