package io.perch.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.perch.base.PerchException;
import io.perch.base.Wildcard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MlSettingsTest {

    @Test
    void everyBuiltInDefaultIsAValue() {
        assertThat(MlSettings.all()).allSatisfy(setting -> setting.parse(setting.builtIn()));
    }

    /** The rows to write are in the message when this fails. */
    @Test
    void theManualShowsEverySettingAsItIs() throws Exception {
        List<String> shown = Files.readAllLines(Path.of("docs/settings.md")).stream()
                .filter(line -> line.startsWith("| `")).toList();

        assertThat(shown).containsExactlyElementsOf(MlSettings.all().stream().map(MlSettingsTest::row).toList());
    }

    @ParameterizedTest
    @CsvSource({"5gb, 5368709120", "5g, 5368709120", "1.5kb, 1536", "10b, 10", "-1, -1", "0, 0", "512MB, 536870912"})
    void sizes(String text, long bytes) {
        assertThat(ByteSize.read(text)).contains(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "gb", "-2gb", "5 apples", "99999999999pb", "1e3b"})
    void noSizes(String text) {
        assertThat(ByteSize.read(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+", "(x*)*y", "(\\d{2,})+", "(a)\\1", "(?<n>a)\\k<n>", "(", "[a"})
    void regexesThatAreRefused(String regex) {
        assertThatThrownBy(() -> RegexRules.checked(regex)).isInstanceOf(PerchException.class).hasMessageContaining(regex);
    }

    @ParameterizedTest
    @ValueSource(strings = {"^https://api\\.openai\\.com/.*$", "(-fips)?\\.x", "\\\\1", "(a|b)c+"})
    void regexesThatAreTaken(String regex) {
        assertThat(RegexRules.checked(regex)).isEqualTo(regex);
    }

    @Test
    void aLongRegexIsRefused() {
        assertThatThrownBy(() -> RegexRules.checked("a".repeat(257)))
                .hasMessageStartingWith("Regex pattern too long (max 256 chars)");
    }

    @Test
    void oneTextIsAListToo() {
        assertThat(MlSettings.REMOTE_JOB_STATUS_FIELD.parse(JsonNodeFactory.instance.textNode("a, b"))).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource({"plugins.*, true", "*, true", "*_node, true", "plugins.*max*_node, true",
            "plugins.ml_commons.max_model_on_node, true", "plugins.ml, false", "x*, false", "*on_node*node, false"})
    void wildcards(String pattern, boolean matches) {
        assertThat(Wildcard.matches(pattern, "plugins.ml_commons.max_model_on_node")).isEqualTo(matches);
    }

    static String row(Setting<?> setting) {
        return "| " + String.join(" | ", "`" + setting.key().substring(MlSettings.PREFIX.length()) + "`", setting.type().name(),
                shown(setting), setting.type().range(), setting.change().name().toLowerCase(Locale.ROOT),
                setting.effect(), setting.honoured().words()) + " |";
    }

    private static String shown(Setting<?> setting) {
        String value = setting.builtIn().isTextual() ? setting.builtIn().asText() : setting.builtIn().toString();
        return value.isEmpty() ? "(empty)" : "`" + value.replace("|", "\\|") + "`";
    }
}
