package io.perch.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.settings.MlSettings;
import io.perch.settings.Setting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.junit.jupiter.api.Test;

/** {@code k8s/config} shows an operator every key of the code, and no key that is gone. */
class OperatorKeysTest {

    private static final Path CLASSES = Path.of("target/classes");
    private static final Pattern DEFAULT_SHOWN = Pattern.compile("(?m)^#(?=(perch|plugins)\\.[^ ]+=)");

    @Test
    void theConfigMapAndTheSecretHaveEveryKeyAndNoOther() throws IOException {
        Set<String> shown = shown();
        Set<String> missing = without(known(), shown);
        Set<String> gone = without(perchKeys(shown), known());

        assertThat(missing).as("keys of the code that k8s/config/perch.properties lacks").isEmpty();
        assertThat(gone).as("keys of k8s/config/perch.properties that the code no longer has").isEmpty();
    }

    /** Not those without effect: nobody needs to set them. */
    @Test
    void theConfigMapShowsEveryClusterSettingThatDoesSomething() throws IOException {
        Set<String> effective = MlSettings.all().stream()
                .filter(setting -> setting.honoured() != Setting.Honoured.NO_EFFECT)
                .map(Setting::key)
                .collect(Collectors.toSet());

        assertThat(shown()).containsAll(effective);
    }

    @Test
    void theConfigMapShowsOnlyClusterSettingsThatAreThere() throws IOException {
        assertThat(shown().stream().filter(key -> key.startsWith(MlSettings.PREFIX)))
                .allSatisfy(key -> assertThat(MlSettings.find(key)).as(key).isPresent());
    }

    /** Those of the typed interfaces, and those that application.properties makes up for Quarkus' own keys. */
    private static Set<String> known() throws IOException {
        Set<String> known = mapped();
        Properties defaults = properties(Files.readString(CLASSES.resolve("application.properties")));
        known.addAll(perchKeys(defaults.stringPropertyNames()));
        return known;
    }

    private static Set<String> mapped() throws IOException {
        return index().getAnnotations(ConfigMapping.class).stream()
                .map(annotation -> loaded(annotation.target().asClass().name().toString()))
                .flatMap(type -> ConfigClass.configClass(type).getProperties().keySet().stream())
                .filter(key -> !key.endsWith("[*]"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Index index() throws IOException {
        Indexer indexer = new Indexer();
        try (Stream<Path> files = Files.walk(CLASSES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                try (InputStream bytes = Files.newInputStream(file)) {
                    indexer.index(bytes);
                }
            }
        }
        return indexer.complete();
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("compiled, but not on the class path", e);
        }
    }

    private static Set<String> shown() throws IOException {
        String file = Files.readString(Manifests.ROOT.resolve("config/perch.properties"));
        Set<String> shown = new TreeSet<>(properties(DEFAULT_SHOWN.matcher(file).replaceAll("")).stringPropertyNames());
        Manifests.read(Manifests.ROOT.resolve("config/secret.yaml")).path("stringData").fieldNames()
                .forEachRemaining(name -> shown.add(dotted(name)));
        return shown;
    }

    /** PERCH_POSTGRES_USER to perch.postgres.user: right only for keys without dashes, which is all the Secret has. */
    private static String dotted(String environment) {
        return environment.toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static Set<String> perchKeys(Set<String> keys) {
        return keys.stream().filter(key -> key.startsWith("perch.")).collect(Collectors.toSet());
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static Properties properties(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        return properties;
    }
}
