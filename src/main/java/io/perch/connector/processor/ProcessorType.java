package io.perch.connector.processor;

import java.util.Optional;

/** By its name in any letter case. */
enum ProcessorType {

    CONDITIONAL, EXTRACT_JSON, FOR_EACH, JSONPATH_FILTER, PROCESS_AND_SET, REGEX_CAPTURE, REGEX_REPLACE, REMOVE_JSONPATH,
    SET_FIELD, TO_STRING;

    static Optional<ProcessorType> named(String name) {
        for (ProcessorType type : values()) {
            if (type.name().equalsIgnoreCase(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** What its configuration makes; of no use when the configuration has faults. */
    Processor read(ProcessorConfig config) {
        return switch (this) {
            case CONDITIONAL -> Conditional.read(config);
            case EXTRACT_JSON -> ExtractJson.read(config);
            case FOR_EACH -> ForEach.read(config);
            case JSONPATH_FILTER -> new JsonPathFilter(config.path("path"), config.value("default"));
            case PROCESS_AND_SET -> new ProcessAndSet(config.path("path"), config.processors("processors"));
            case REGEX_CAPTURE -> RegexCapture.read(config);
            case REGEX_REPLACE -> RegexReplace.read(config);
            case REMOVE_JSONPATH -> RemoveJsonPath.read(config);
            case SET_FIELD -> SetField.read(config);
            case TO_STRING -> new ToText(config.flag("escape_json", false));
        };
    }
}
