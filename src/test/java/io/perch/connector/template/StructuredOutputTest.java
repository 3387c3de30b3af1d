package io.perch.connector.template;

import static io.perch.connector.template.Given.json;
import static io.perch.connector.template.Given.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredOutputTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{'a':1} | {'_response_format_json':{'type':'json'}} | {'a':1,'response_format':{'type':'json'}}",
        "{'a':1} | {'_response_format_json':TEXT} | {'a':1,'response_format':{'type':'json'}}",
        "{'generationConfig':{'b':1}} | {'_generationConfig_json':{'c':2}} | {'generationConfig':{'c':2}}",
        "{'toolConfig':{'b':1,'d':[1]}} | {'_toolConfig_additions_json':{'c':2,'d':[2]}} | {'toolConfig':{'b':1,'d':[2],'c':2}}",
        "{'toolConfig':null} | {'_toolConfig_additions_json':{'c':2}} | {'toolConfig':{'c':2}}",
        "{} | {'_toolConfig_additions_json':{'c':2},'_toolConfig_json':{'b':1,'c':1}} | {'toolConfig':{'b':1,'c':2}}",
        "{'a':1} | {'_other_json':{'x':1},'_other_additions_json':{'x':1},'response_format':{'y':1}} | {'a':1}",
        "{'a':1} | {'_response_format_json':null,'_toolConfig_json':''} | {'a':1}",
        "[1] | {'_response_format_json':{'type':'json'}} | [1]"})
    void putsIn(String payload, String request, String expected) {
        String said = quotes(request).replace("TEXT", "\"{\\\"type\\\":\\\"json\\\"}\"");

        assertThat(StructuredOutput.applied(quotes(payload), request(said))).isEqualTo(quotes(expected));
    }

    private static String quotes(String text) {
        return text.replace('\'', '"');
    }

    @Test
    void linesAndNothingStayAsTheyAre() {
        Parameters asked = request("{\"_response_format_json\":{}}");

        assertThat(StructuredOutput.applied("{\"a\":1}\n{\"a\":2}", asked)).isEqualTo("{\"a\":1}\n{\"a\":2}");
        assertThat(StructuredOutput.applied((String) null, asked)).isNull();
    }

    @Test
    void numbersComeOutAsTheyWentIn() {
        Parameters asked = request("{}").with(Map.of("_response_format_json", Parameter.ofText("{\"x\":2.50}")));

        assertThat(StructuredOutput.applied("{\"a\":0.10,\"b\":12345678901234567890,\"c\":1.5}", asked))
                .isEqualTo("{\"a\":0.10,\"b\":12345678901234567890,\"c\":1.5,\"response_format\":{\"x\":2.50}}");
    }

    @Test
    void thePayloadIsLeftAsItIs() {
        ObjectNode payload = (ObjectNode) json("{\"toolConfig\":{\"a\":1}}");

        StructuredOutput.applied(payload, request("{\"_toolConfig_additions_json\":{\"b\":2}}"));

        assertThat(payload).isEqualTo(json("{\"toolConfig\":{\"a\":1}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "7", "\"text\"", "\"{\"", "\"{} {}\"", "\"{'a':1}\""})
    void whatIsNoObjectIsRefused(String value) {
        assertThat(Given.refusal(ErrorCode.REQUEST_INVALID,
                () -> StructuredOutput.applied("{}", request("{\"_toolConfig_additions_json\":" + value + "}"))).reason())
                .isEqualTo("Parameter _toolConfig_additions_json must be a JSON object");
    }

    @Test
    void additionsNeedAnObjectToBeAddedTo() {
        Parameters asked = request("{\"_toolConfig_additions_json\":{\"a\":1}}");

        assertThat(Given.refusal(ErrorCode.REQUEST_INVALID,
                () -> StructuredOutput.applied("{\"toolConfig\":[1]}", asked)).reason()).isEqualTo(
                "Parameter _toolConfig_additions_json cannot be added to toolConfig of the payload, which is no object");
    }
}
