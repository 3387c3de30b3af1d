package io.perch.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.perch.base.PerchException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** What a setting is until it is set: the configuration's value under the very same key, else the built-in one. */
@ApplicationScoped
class Defaults {

    private final Config config;

    Defaults(Config config) {
        this.config = config;
    }

    /** Raw values of all settings. Fails, naming the key, when the configuration holds a value that is none. */
    Map<Setting<?>, JsonNode> read() {
        Map<Setting<?>, JsonNode> defaults = new LinkedHashMap<>();
        for (Setting<?> setting : MlSettings.all()) {
            defaults.put(setting, configured(setting));
        }
        return defaults;
    }

    private JsonNode configured(Setting<?> setting) {
        JsonNode raw = switch (setting.type()) {
            case SettingType.Texts list -> list(setting);
            case SettingType.Regexes list -> list(setting);
            case SettingType<?> scalar -> config.getOptionalValue(setting.key(), String.class)
                    .<JsonNode>map(JsonNodeFactory.instance::textNode).orElse(setting.builtIn());
        };
        try {
            setting.parse(raw);
            return raw;
        } catch (PerchException invalid) {
            throw new IllegalStateException("In Perch's configuration: " + setting.key() + ": " + invalid.reason(), invalid);
        }
    }

    private JsonNode list(Setting<?> setting) {
        return config.getOptionalValues(setting.key(), String.class).<JsonNode>map(Defaults::array).orElse(setting.builtIn());
    }

    private static JsonNode array(List<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }
}
