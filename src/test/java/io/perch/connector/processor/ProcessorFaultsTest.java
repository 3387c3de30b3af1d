package io.perch.connector.processor;

import static io.perch.testing.Failures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong configurations, in ML Commons's words. */
class ProcessorFaultsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"type\":\"keep_fields\"} | Invalid ML processor type: keep_fields",
            "{} | Invalid ML processor type: null",
            "{\"type\":\"regex_replace\"} | 'pattern' is required for regex_replace processor",
            "{\"type\":\"regex_replace\",\"pattern\":\" \"} | 'pattern' cannot be empty for regex_replace processor",
            "{\"type\":\"regex_replace\",\"pattern\":null} | 'pattern' cannot be empty for regex_replace processor",
            "{\"type\":\"regex_replace\",\"pattern\":7} | 'pattern' must be a string for regex_replace processor",
            "{\"type\":\"regex_replace\",\"pattern\":\"(\"} | Invalid regex pattern: (",
            "{\"type\":\"regex_capture\"} | 'pattern' is required for regex_capture processor",
            "{\"type\":\"regex_capture\",\"pattern\":\"\"} | 'pattern' cannot be empty for regex_capture processor",
            "{\"type\":\"regex_capture\",\"pattern\":\"[\"} | Invalid regex pattern: [",
            "{\"type\":\"regex_capture\",\"pattern\":\"a\",\"groups\":\"x\"} | "
                    + "Invalid 'groups' format: x. Expected a number or array like '[1,2,3]'",
            "{\"type\":\"regex_capture\",\"pattern\":\"a\",\"groups\":[\"x\"]} | Invalid group index in list: [\"x\"]",
            "{\"type\":\"regex_capture\",\"pattern\":\"a\",\"groups\":[]} | 'groups' must contain at least one group index",
            "{\"type\":\"extract_json\",\"extract_type\":\"list\"} | "
                    + "'extract_type' must be 'auto', 'object', or 'array', got: list",
            "{\"type\":\"jsonpath_filter\"} | 'path' is required for jsonpath_filter processor",
            "{\"type\":\"jsonpath_filter\",\"path\":\"\"} | 'path' cannot be empty for jsonpath_filter processor",
            "{\"type\":\"remove_jsonpath\"} | 'paths' is required for remove_jsonpath processor",
            "{\"type\":\"remove_jsonpath\",\"paths\":null} | 'paths' cannot be null for remove_jsonpath processor",
            "{\"type\":\"remove_jsonpath\",\"paths\":\"$.a\"} | 'paths' must be a list for remove_jsonpath processor",
            "{\"type\":\"remove_jsonpath\",\"paths\":[]} | 'paths' cannot be empty for remove_jsonpath processor",
            "{\"type\":\"remove_jsonpath\",\"paths\":[\"$.a\",\"\"]} | Each path in 'paths' must be a non-empty string",
            "{\"type\":\"set_field\",\"value\":1} | 'path' is required for set_field processor",
            "{\"type\":\"set_field\",\"path\":\"\",\"value\":1} | 'path' cannot be empty for set_field processor",
            "{\"type\":\"set_field\",\"path\":\"$.a\"} | Either 'value' or 'source_path' is required for set_field processor",
            "{\"type\":\"set_field\",\"path\":\"$.a\",\"value\":1,\"source_path\":\"$.b\"} | "
                    + "Cannot specify both 'value' and 'source_path' for set_field processor",
            "{\"type\":\"set_field\",\"path\":\"$.a\",\"source_path\":\" \"} | "
                    + "'source_path' cannot be empty for set_field processor",
            "{\"type\":\"set_field\",\"path\":\"$.a\",\"value\":1,\"default\":2} | "
                    + "'default' can only be used with 'source_path' for set_field processor",
            "{\"type\":\"for_each\",\"processors\":[{\"type\":\"to_string\"}]} | 'path' is required for for_each processor",
            "{\"type\":\"for_each\",\"path\":\"\",\"processors\":[{\"type\":\"to_string\"}]} | "
                    + "'path' cannot be empty for for_each processor",
            "{\"type\":\"for_each\",\"path\":\"$.a[*]\"} | 'processors' is required for for_each processor",
            "{\"type\":\"for_each\",\"path\":\"$.a[*]\",\"processors\":[]} | "
                    + "'processors' list cannot be empty for for_each processor",
            "{\"type\":\"process_and_set\",\"processors\":[{\"type\":\"to_string\"}]} | "
                    + "'path' is required for process_and_set processor",
            "{\"type\":\"process_and_set\",\"path\":\"$.a\"} | 'processors' is required for process_and_set processor",
            "{\"type\":\"process_and_set\",\"path\":\"$.a\",\"processors\":[]} | "
                    + "'processors' list cannot be empty for process_and_set processor",
            "{\"type\":\"process_and_set\",\"path\":\"$.a\",\"processors\":[{\"type\":\"x\"}]} | Invalid ML processor type: x",
            "{\"type\":\"conditional\"} | 'routes' is required for conditional processor",
            "{\"type\":\"conditional\",\"routes\":[]} | 'routes' must contain at least one route for conditional processor",
            "{\"type\":\"conditional\",\"routes\":[{\"a\":[{\"type\":\"x\"}]}]} | Invalid ML processor type: x",
            "{\"type\":\"conditional\",\"routes\":[{\"regex:(\":[]}]} | Invalid regex pattern: (",
            "{\"type\":\"conditional\",\"routes\":[{\"a\":[]}],\"default\":[{\"type\":\"y\"}]} | Invalid ML processor type: y"})
    void everyFaultIsFoundWhenTheChainIsRead(String processor, String fault) {
        List<String> faults = new ArrayList<>();

        ProcessorChain.parse("[" + processor + "]", "input_processors", faults);

        assertThat(faults).containsExactly(fault);
    }

    @Test
    void aPathThatIsNoneIsAFault() {
        List<String> faults = new ArrayList<>();

        ProcessorChain.parse("[{\"type\":\"jsonpath_filter\",\"path\":\"$.a[\"}]", "input_processors", faults);

        assertThat(faults).singleElement().asString().startsWith("'$.a[' is not a JSON path: ");
    }

    @Test
    void allFaultsComeAtOnce() {
        PerchException refusal = failureOf(() -> ProcessorChain.parse(
                "[{\"type\":\"x\"},{\"type\":\"to_string\"},{\"type\":\"set_field\"}]", "output_processors"));

        assertThat(refusal.code()).isEqualTo(ErrorCode.REQUEST_INVALID);
        assertThat(refusal.details().member()).isEqualTo("output_processors");
        assertThat(refusal.reason()).isEqualTo("Invalid ML processor type: x; 'path' is required for set_field processor; "
                + "Either 'value' or 'source_path' is required for set_field processor");
    }

    @Test
    void whatIsNoArrayOfProcessorsIsRefused() {
        assertThat(failureOf(() -> ProcessorChain.parse("7", "output_processors")).reason())
                .isEqualTo("output_processors must be an array of processors, each with a type");
        assertThat(failureOf(() -> ProcessorChain.parse("[{\"type\":", "output_processors")).reason())
                .isEqualTo("output_processors must be an array of processors, each with a type");
        assertThat(failureOf(() -> ProcessorChain.parse("[7]", "output_processors")).reason())
                .isEqualTo("Invalid ML processor type: null");
    }

    @Test
    void oneProcessorNeedsNoArray() {
        assertThat(ProcessorChain.parse("{\"type\":\"to_string\"}", "output_processors").isEmpty()).isFalse();
        assertThat(ProcessorChain.parse("[]", "output_processors").isEmpty()).isTrue();
    }

    @Test
    void aChainHasAnEnd() {
        String nested = "{\"type\":\"for_each\",\"path\":\"$[*]\",\"processors\":[" + "{\"type\":\"to_string\"},".repeat(99)
                + "{\"type\":\"to_string\"}]}";

        assertThat(failureOf(() -> ProcessorChain.parse("[" + nested + "]", "output_processors")).reason())
                .isEqualTo("output_processors has more than 100 processors");
    }
}
