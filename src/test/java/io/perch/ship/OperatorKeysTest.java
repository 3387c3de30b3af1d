package io.perch.ship;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    /** Those of the typed interfaces, and those that application.properties makes up for Quarkus' own keys. */
    private static Set<String> known() throws IOException {
        Set<String> known = mapped();
        Properties defaults = properties(Files.readString(CLASSES.resolve("application.properties")));
        known.addAll(perchKeys(defaults.stringPropertyNames()));
        return known;
    }

    private static Set<String> mapped() {
        return new ClassFileImporter().importPath(CLASSES).stream()
                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .map(JavaClass::reflect)
                .flatMap(type -> ConfigClass.configClass(type).getProperties().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
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
