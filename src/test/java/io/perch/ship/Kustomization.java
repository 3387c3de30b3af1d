package io.perch.ship;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One {@code kustomization.yaml} and what it pulls in, resolved as far as kustomize needs files to be there. */
record Kustomization(Path folder, JsonNode content) {

    static final String FILE = "kustomization.yaml";

    private static final Set<String> MEMBERS = Set.of("apiVersion", "kind", "resources", "components", "patches",
            "configMapGenerator", "configurations", "images", "nameSuffix", "namespace", "labels", "replicas");

    static Kustomization at(Path folder) {
        return new Kustomization(folder, Manifests.read(folder.resolve(FILE)));
    }

    /** Every file below, this one's own included; a missing one is among them and does not exist. */
    List<Path> files() {
        List<Path> files = new ArrayList<>(List.of(folder.resolve(FILE)));
        bases().map(Kustomization::at).forEach(base -> files.addAll(base.files()));
        Stream.of(resourceFiles(), named("configurations"), patches(), generatorFiles()).flatMap(all -> all).forEach(files::add);
        return files;
    }

    /** The manifests below, patches and generators not among them. */
    List<Path> manifests() {
        return Stream.concat(bases().map(Kustomization::at).flatMap(base -> base.manifests().stream()), resourceFiles()).toList();
    }

    List<Path> patchFiles() {
        return Stream.concat(bases().map(Kustomization::at).flatMap(base -> base.patchFiles().stream()), patches()).toList();
    }

    List<String> unknownMembers() {
        return content.properties().stream().map(Map.Entry::getKey).filter(name -> !MEMBERS.contains(name)).toList();
    }

    private Stream<Path> bases() {
        return Stream.concat(named("resources").filter(Files::isDirectory), named("components"));
    }

    private Stream<Path> resourceFiles() {
        return named("resources").filter(path -> !Files.isDirectory(path));
    }

    private Stream<Path> patches() {
        return each("patches").map(patch -> resolve(patch.path("path").asText()));
    }

    private Stream<Path> generatorFiles() {
        return each("configMapGenerator").flatMap(made -> stream(made.path("files"))).map(file -> resolve(file.asText()));
    }

    private Stream<Path> named(String member) {
        return each(member).map(path -> resolve(path.asText()));
    }

    private Stream<JsonNode> each(String member) {
        return stream(content.path(member));
    }

    private Path resolve(String relative) {
        return folder.resolve(relative).normalize();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
