package io.perch.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Points Perch at a web server that gives out the folder {@code pretrained-web} as the repository of pretrained models. */
public final class RepositoryServer implements QuarkusTestResourceLifecycleManager {

    private static final String FOLDER = "pretrained-web";

    private FileServer server;

    public static Repository repository() {
        return new Repository(Packages.folder(FOLDER)).listing("[]");
    }

    @Override
    public Map<String, String> start() {
        server = new FileServer(Packages.folder(FOLDER));
        return Map.of("perch.pretrained.root", server.url(""));
    }

    @Override
    public void stop() {
        server.close();
    }
}
