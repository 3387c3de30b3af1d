package io.perch.dev;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What {@code ./perch} was asked for.
 *
 * @param demo           play the main job, not only start
 * @param exit           stop everything when the job has been played
 * @param executable     run the native executable in place of the jar
 * @param project        the checkout; everything that is kept lies in its {@code .perch}
 * @param perchPort      on 127.0.0.1, as the other two
 */
record LaunchOptions(boolean demo, boolean exit, boolean executable, Path project, int perchPort, int postgresPort,
        int openSearchPort) {

    /** Fails with {@link StartFailed}, naming the word or variable that it does not understand. */
    static LaunchOptions read(List<String> words, Map<String, String> environment, Path project) {
        boolean demo = switch (words.isEmpty() ? "" : words.getFirst()) {
            case "demo" -> true;
            case "run" -> false;
            default -> throw new StartFailed("Say 'demo' or 'run'; './perch help' lists what there is.");
        };
        List<String> flags = words.subList(1, words.size());
        for (String flag : flags) {
            if (!flag.equals("--native") && !(demo && flag.equals("--exit"))) {
                throw new StartFailed("'" + words.getFirst() + "' knows no '" + flag + "'; './perch help' lists what there is.");
            }
        }
        return new LaunchOptions(demo, flags.contains("--exit"), flags.contains("--native"), project,
                port(environment, "PERCH_PORT", 8080),
                port(environment, "PERCH_POSTGRES_PORT", 15432),
                port(environment, "PERCH_OPENSEARCH_PORT", 19200));
    }

    Path kept() {
        return project.resolve(".perch");
    }

    Site site() {
        return new Site(kept(), kept().resolve("models"), project.resolve("target"), executable, true, perchPort, postgresPort,
                openSearchPort);
    }

    private static int port(Map<String, String> environment, String variable, int fallback) {
        String text = environment.getOrDefault(variable, String.valueOf(fallback));
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65535) {
            throw new StartFailed(variable + " is '" + text + "': it must be a port number from 1 to 65535.");
        }
        return Integer.parseInt(text);
    }
}
