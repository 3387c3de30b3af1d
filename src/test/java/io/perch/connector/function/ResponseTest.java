package io.perch.connector.function;

import static io.perch.connector.function.Tensors.answer;
import static io.perch.testing.Failures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.template.Parameter;
import io.perch.model.PredictOutput.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {

    private static final String CHAT =
            "{\"choices\":[{\"message\":{\"content\":\"{\\\"a\\\":1}\"}}],\"completion\":\"hi\",\"n\":1}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"completion\":\"hi\",\"n\":1} | {\"completion\":\"hi\",\"n\":1}",
            "[1,{\"a\":2}] | {\"response\":[1,{\"a\":2}]}",
            "7 | {\"response\":7}",
            "\"hi\" | {\"response\":\"hi\"}",
            "null | {\"response\":null}",
            "hi \"there\" | {\"response\":\"hi \\\"there\\\"\"}",
            "a,b | {\"response\":\"a,b\"}"})
    void withoutAnythingToDoTheAnswerStays(String body, String expected) {
        assertThat(data(answer(body))).isEqualTo(expected);
    }

    /** Byte by byte: numbers keep their digits, members their order, and blanks cost nobody anything. */
    @Test
    void theTextIsNotWrittenAgain() {
        String body = " { \"n\" : 1.0000000000000000000001, \"big\": 123456789012345678901234567890,\n "
                + "\"e\":1E+2, \"s\":\"\\u00e9\\/é\"}\n";

        assertThat(data(answer(body))).isEqualTo(body);
        assertThat(data(answer("[ 1.0 ]"))).isEqualTo("{\"response\":[ 1.0 ]}");
    }

    @Test
    void aByteOrderMarkIsNoPartOfIt() {
        assertThat(data(answer("\uFEFF{\"a\":1}"))).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1", "{\"a\":1} x", "[1,", "{garbage}", "\u0001\u0002\u0000", "{\"a\":\"b}"})
    void whatIsNeitherJsonNorTextIsRefused(String body) {
        PerchException refusal = failureOf(() -> data(answer(body)));

        assertThat(refusal.code()).isEqualTo(ErrorCode.REMOTE_ANSWER_UNREADABLE);
        assertThat(refusal.hint()).isNotBlank();
    }

    @Test
    void bytesOfAnotherCharsetAreRefused() {
        PostProcess process = PostProcess.of(null, null);
        Answer utf16 = new Answer("{\"a\":1}".getBytes(StandardCharsets.UTF_16LE), 0, name -> null);
        Answer latin1 = new Answer("{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1), 0, name -> null);
        Answer image = new Answer(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}, 0, name -> null);

        for (Answer answer : List.of(utf16, latin1, image)) {
            assertThat(failureOf(() -> process.tensors(answer)).code()).isEqualTo(ErrorCode.REMOTE_ANSWER_UNREADABLE);
        }
    }

    @Test
    void aFaultIsToldWithItsPlace() {
        assertThat(failureOf(() -> data(answer("{\"a\":\n tru}"))).reason())
                .startsWith("The service's answer is not JSON: Unrecognized token 'tru'").contains("line 2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "$.completion | {\"response\":\"hi\"}",
            "$.n | {\"response\":1}",
            "$.choices[*].message.content | {\"response\":[\"{\\\"a\\\":1}\"]}",
            "$.choices[0].message | {\"content\":\"{\\\"a\\\":1}\"}",
            "$.choices[0].message.content | {\"a\":1}"})
    void aResponseFilterTakesAPart(String filter, String expected) {
        assertThat(data(answer(CHAT, "response_filter", filter))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$.nothing", "$..nothing", "$.choices[9].message"})
    void aResponseFilterThatMissesLeavesTheWhole(String filter) {
        assertThat(data(answer(CHAT, "response_filter", filter))).isEqualTo(CHAT);
        assertThat(PostProcess.of(null, null).paths(answer(CHAT, "response_filter", filter))).singleElement()
                .matches(report -> !report.found() && report.path().equals(filter));
    }

    @Test
    void aParameterThatIsNullIsNotThere() {
        Answer nulls = new Answer(CHAT.getBytes(StandardCharsets.UTF_8), Answer.UNKNOWN, name -> Parameter.ofJson("null"));

        assertThat(data(nulls)).isEqualTo(CHAT);
        assertThat(PreProcess.of(null, null).calls(PreProcessTest.docs("a", "b"), name -> Parameter.ofJson("null"))).hasSize(1);
    }

    @Test
    void withoutAFilterNoPathIsFollowed() {
        assertThat(PostProcess.of(null, null).paths(answer(CHAT))).isEmpty();
    }

    @Test
    void aFilterNeedsJson() {
        assertThat(failureOf(() -> data(answer("plain text", "response_filter", "$.a"))).code())
                .isEqualTo(ErrorCode.REMOTE_ANSWER_UNREADABLE);
    }

    @Test
    void outputProcessorsComeAfterTheFilter() {
        Answer answer = answer(CHAT, "response_filter", "$.choices[0].message.content",
                "output_processors", "[{\"type\":\"extract_json\"},{\"type\":\"set_field\",\"path\":\"$.b\",\"value\":2}]");

        assertThat(data(answer)).isEqualTo("{\"a\":1,\"b\":2}");
    }

    @Test
    void outputProcessorsWithoutAFilterSeeTheTextOfTheAnswer() {
        String pretty = "{\n  \"a\": 1\n}";

        assertThat(data(answer(pretty, "output_processors", "[{\"type\":\"regex_replace\",\"pattern\":\"^.*: (\\\\d).*$\","
                + "\"replacement\":\"[$1]\"}]"))).isEqualTo("{\"response\":[1]}");
        assertThat(data(answer("plain", "output_processors", "[{\"type\":\"to_string\"}]")))
                .isEqualTo("{\"response\":\"plain\"}");
    }

    @Test
    void wrongOutputProcessorsAreTheCallersFault() {
        PerchException refusal = failureOf(() -> data(answer(CHAT, "output_processors", "[{\"type\":\"x\"}]")));

        assertThat(refusal.code()).isEqualTo(ErrorCode.REQUEST_INVALID);
        assertThat(refusal.reason()).isEqualTo("Invalid ML processor type: x");
    }

    @Test
    void aScriptSeesTheAnswer() {
        FakeScripts scripts = new FakeScripts(params -> "done");
        PostProcess process = PostProcess.of("return …", scripts);

        process.tensors(answer("{\"n\":7,\"x\":0.5,\"l\":[true,null,\"a \\\"b\\\"\"]}"));
        process.tensors(answer("[[1]]"));

        assertThat(scripts.params.get(0)).containsEntry("n", 7).containsEntry("x", 0.5);
        assertThat(scripts.params.get(0).get("l")).hasToString("[true, null, a \"b\"]");
        assertThat(scripts.params.get(1)).isEqualTo(Map.of("result", List.of(List.of(1))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"name\":\"t\",\"data_type\":\"FLOAT32\",\"shape\":[2],\"data\":[0.1,2]} | "
                    + "[{\"name\":\"t\",\"data_type\":\"FLOAT32\",\"shape\":[2],\"data\":[0.1,2]}]",
            "[{\"name\":\"a\",\"data\":[1]},{\"name\":\"b\"}] | [{\"name\":\"a\",\"data\":[1]},{\"name\":\"b\"}]",
            "[1,2] | [{\"name\":\"response\",\"dataAsMap\":{\"response\":[1,2]}}]",
            "[] | [{\"name\":\"response\",\"dataAsMap\":{\"response\":[]}}]",
            "just text | [{\"name\":\"response\",\"dataAsMap\":{\"response\":\"just text\"}}]"})
    void jsonOfAScriptIsTensors(String result, String expected) {
        assertThat(Tensors.json(PostProcess.of("return …", new FakeScripts(params -> result)).tensors(answer("{\"a\":1}"))))
                .isEqualTo(expected);
    }

    @Test
    void aScriptMayReturnValuesToo() {
        PostProcess process = PostProcess.of("return …",
                new FakeScripts(params -> Map.of("name", "t", "data", List.of(1, 0.5, Float.NaN))));

        assertThat(process.tensors(answer("{}"))).singleElement().isInstanceOf(Tensor.Written.class)
                .extracting(tensor -> ((Tensor.Written) tensor).tensor().get("data").toString()).isEqualTo("[1,0.5,\"NaN\"]");
        assertThat(Tensors.json(PostProcess.of("return …", new FakeScripts(params -> 7)).tensors(answer("{}"))))
                .isEqualTo("[{\"name\":\"response\",\"dataAsMap\":{\"response\":7}}]");
    }

    @Test
    void aScriptThatReturnsNothingLeavesTheAnswer() {
        PostProcess process = PostProcess.of("return null", new FakeScripts(params -> null));

        assertThat(process.tensors(answer("{ \"a\":1.0 }"))).containsExactly(new Tensor.Json("response", "{ \"a\":1.0 }"));
        assertThat(process.tensors(answer("{\"a\":{\"b\":2}}", "response_filter", "$.a")))
                .containsExactly(new Tensor.Json("response", "{\"b\":2}"));
    }

    @Test
    void aFilterLooksThroughWhatTheScriptMade() {
        PostProcess process = PostProcess.of("return …", new FakeScripts(params -> "{\"t\":{\"name\":\"x\"},\"n\":1}"));

        assertThat(Tensors.json(process.tensors(answer("{}", "response_filter", "$.t")))).isEqualTo("[{\"name\":\"x\"}]");
        assertThat(Tensors.json(process.tensors(answer("{}", "response_filter", "$.n"))))
                .isEqualTo("[{\"name\":\"response\",\"dataAsMap\":{\"response\":1}}]");
    }

    @Test
    void aScriptNeedsAnObjectOrAList() {
        PostProcess process = PostProcess.of("return …", new FakeScripts(params -> null));

        assertThat(failureOf(() -> process.tensors(answer("7"))).code()).isEqualTo(ErrorCode.REMOTE_ANSWER_UNEXPECTED);
        assertThat(failureOf(() -> process.tensors(answer("text"))).code()).isEqualTo(ErrorCode.REMOTE_ANSWER_UNREADABLE);
    }

    private static String data(Answer answer) {
        List<Tensor> tensors = PostProcess.of(null, null).tensors(answer);
        assertThat(tensors).singleElement().extracting(Tensor::name).isEqualTo("response");
        return ((Tensor.Json) tensors.getFirst()).dataAsMap();
    }
}
