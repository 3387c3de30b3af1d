package io.perch.dev;

import java.nio.file.Path;

/** One folder per JVM for throw-away servers, named after its process. */
public final class TestServerFolders {

    private TestServerFolders() {
    }

    /** Also ends what killed JVMs left running there, and removes their folders. */
    public static Path ofThisJvm(Path parent) {
        for (Path folder : Folders.children(parent)) {
            if (ownerIsGone(folder)) {
                clearOut(folder);
            }
        }
        return Folders.ensure(parent.resolve(String.valueOf(ProcessHandle.current().pid())));
    }

    private static boolean ownerIsGone(Path folder) {
        String name = folder.getFileName().toString();
        return name.matches("[0-9]+")
                && (Long.parseLong(name) == ProcessHandle.current().pid() || ProcessHandle.of(Long.parseLong(name)).isEmpty());
    }

    private static void clearOut(Path folder) {
        Postmaster.read(folder.resolve("postgres/data/postmaster.pid")).flatMap(Postmaster::alive).ifPresent(Processes::interrupt);
        new PidFile(folder.resolve("perch/perch.pid")).alive().ifPresent(Processes::end);
        new PidFile(folder.resolve("opensearch/opensearch.pid")).alive().ifPresent(Processes::end);
        Folders.delete(folder);
    }
}
