package io.perch.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As much of {@code docker build} as can be known without a Docker engine. */
class DockerfilesTest {

    private static final Path FOLDER = Path.of("src/main/docker");
    private static final Set<String> INSTRUCTIONS = Set.of("FROM", "LABEL", "RUN", "WORKDIR", "COPY", "USER", "EXPOSE", "ENV",
            "ENTRYPOINT");

    // Where Quarkus' fast-jar packaging and the native profile of pom.xml put what they make.
    private static final Set<String> BUILT = Set.of("target/quarkus-app/lib/", "target/quarkus-app/*.jar", "target/quarkus-app/app/",
            "target/quarkus-app/quarkus/", "target/native/lib/", "target/native/perch");

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void isMadeOfKnownInstructionsAndBeginsWithItsBase(String name) throws IOException {
        List<String> instructions = instructions(name).map(line -> line.split(" ")[0]).toList();

        assertThat(instructions).isSubsetOf(INSTRUCTIONS);
        assertThat(instructions).startsWith("FROM").endsWith("ENTRYPOINT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void copiesOnlyWhatIsThereOrBuilt(String name) throws IOException {
        assertThat(instructions(name).filter(line -> line.startsWith("COPY")).flatMap(DockerfilesTest::sources))
                .isNotEmpty()
                .allMatch(source -> BUILT.contains(source) || Files.exists(Path.of(source)));
    }

    /** Kubernetes' runAsNonRoot can judge a number only; the manifests name the same one. */
    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
    void runsAsTheUserOfTheManifests(String name) throws IOException {
        int user = Manifests.read(Manifests.ROOT.resolve("base/deployment.yaml"))
                .at("/spec/template/spec/securityContext/runAsUser").asInt();

        assertThat(instructions(name)).contains("USER " + user + ":" + user);
    }

    /** What the ignore file keeps from the engine cannot be copied. */
    @Test
    void theIgnoreFileLetsTheBuiltThrough() throws IOException {
        List<String> let = Files.readAllLines(Path.of(".dockerignore")).stream()
                .filter(line -> line.startsWith("!")).map(line -> line.substring(1).replace("**", "")).toList();
        Predicate<String> through = source -> let.stream().anyMatch(source::startsWith);

        assertThat(BUILT).allMatch(through);
    }

    private static Stream<String> instructions(String name) throws IOException {
        String text = Files.readString(FOLDER.resolve(name)).replaceAll("(?m)^#.*\n", "").replaceAll("\\\\\n\\s*", "");
        return text.lines().filter(line -> !line.isBlank());
    }

    private static Stream<String> sources(String copy) {
        Matcher words = Pattern.compile("COPY (.+) \\S+").matcher(copy);
        return words.matches() ? Stream.of(words.group(1).split(" ")) : Stream.empty();
    }
}
