package io.perch.connector.function;

import static io.perch.connector.function.PreProcessTest.calls;
import static io.perch.connector.function.PreProcessTest.docs;
import static io.perch.testing.Failures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ContentType;
import io.perch.model.PredictInput.Question;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.Similarity;
import io.perch.model.PredictInput.SparseFormat;
import io.perch.model.PredictInput.TextDocs;
import io.perch.path.JsonText;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptedPreProcessTest {

    private final FakeScripts scripts = new FakeScripts(params ->
            "{\"parameters\":{\"t\":\"x\",\"n\":7,\"l\":[\"a\"],\"none\":null}}");
    private final PreProcess process = PreProcess.of("return …", scripts);

    @Test
    void whatTheScriptReturnsFillsTheTemplate() {
        assertThat(calls(process, docs("a"))).isEqualTo("[{l=json:[\"a\"], n=json:7, t=x}]");
    }

    @Test
    void documentsComeOneByOneTheirTextsEscaped() {
        calls(process, docs("say \"hé\" / \n", null));

        assertThat(scripts.params).containsExactly(
                Map.of("text_docs", List.of("say \\\"hé\\\" / \\n")),
                Map.of("text_docs", Arrays.asList((String) null)));
        assertThat(scripts.parsed).hasSize(1);
    }

    @Test
    void aStepSizeLetsThemComeTogether() {
        calls(process, docs("a", "b", "c"), DocumentSteps.STEP_SIZE, "2");

        assertThat(scripts.params).containsExactly(
                Map.of("text_docs", List.of("a", "b")), Map.of("text_docs", List.of("c")));
    }

    @Test
    void theScriptSeesWhichSideATextIsOn() {
        calls(process, new TextDocs(List.of("a"), ResultFilter.ALL, ContentType.QUERY, SparseFormat.WORD));

        assertThat(scripts.params)
                .containsExactly(Map.of("text_docs", List.of("a"), "parameters", Map.of("content_type", "query")));
    }

    @Test
    void pairsAndQuestionsComeWhole() {
        calls(process, new Similarity("q\"", List.of("a", "b\"")));
        calls(process, new Question("who\"", "him"));

        assertThat(scripts.params).containsExactly(
                Map.of("query_text", "q\\\"", "text_docs", List.of("a", "b\\\"")),
                Map.of("question", "who\\\"", "context", "him"));
    }

    @Test
    void parametersPassUnlessTheConnectorSaysOtherwise() {
        assertThat(calls(process, remote())).isEqualTo("[{}]");
        assertThat(scripts.params).isEmpty();

        assertThat(calls(process, remote(), ScriptedPreProcess.ALSO_PARAMETERS, "true"))
                .isEqualTo("[{l=json:[\"a\"], n=json:7, t=x}]");
        Map<String, Object> expected = new LinkedHashMap<>(Map.of("t", "a \\\"b\\\"", "n", "7", "l", "[\"c\\\"\"]"));
        expected.put("none", null);
        assertThat(scripts.params).containsExactly(expected);
    }

    @Test
    void arraysAndObjectsAmongParametersMayComeAsSuch() {
        calls(process, remote(), ScriptedPreProcess.ALSO_PARAMETERS, "true", ScriptedPreProcess.AS_OBJECTS, "true");

        assertThat(scripts.params.getFirst()).containsEntry("l", List.of("c\"")).containsEntry("n", "7");
    }

    @Test
    void theRequestMayComeAsText() {
        calls(process, new Similarity("q\"", List.of("a\"")), ScriptedPreProcess.AS_TEXT, "true");

        assertThat(scripts.params).containsExactly(Map.of("query_text", "q\\\"", "text_docs", "[\"a\\\"\"]"));
    }

    @Test
    void nullIsRefused() {
        PreProcess silent = PreProcess.of("return null", new FakeScripts(params -> null));

        PerchException refusal = failureOf(() -> calls(silent, docs("a")));

        assertThat(refusal.code()).isEqualTo(ErrorCode.SCRIPT_FAILED);
        assertThat(refusal.reason()).isEqualTo("Preprocess function output is null");
    }

    static List<Object> strangeResults() {
        return List.of("{\"parameters\":{\"t\":\"unescaped \"quote\"\"}}", "text", "[]", "{\"params\":{}}", "{\"parameters\":[]}",
                "", Map.of("parameters", Map.of()), 7, List.of("a"));
    }

    @ParameterizedTest
    @MethodSource("strangeResults")
    void anythingButTheTextOfParametersIsRefused(Object result) {
        PreProcess strange = PreProcess.of("return …", new FakeScripts(params -> result));

        PerchException refusal = failureOf(() -> calls(strange, docs("a")));

        assertThat(refusal.code()).isEqualTo(ErrorCode.SCRIPT_FAILED);
        assertThat(refusal.reason()).startsWith("The pre_process_function returned ")
                .endsWith("which is not {\"parameters\":{…}} as JSON text");
    }

    @Test
    void parametersStandInTheScriptAsQuotedTexts() {
        PreProcess filled = PreProcess.of("return ${parameters.a} + ${parameters.b:-7};", scripts);

        calls(filled, docs("x"), "a", "say \"hi\" \\\n${parameters.b}");
        calls(filled, docs("x"), "a", "say \"hi\" \\\n${parameters.b}");
        calls(filled, docs("x"), "a", "1", "b", "2");

        assertThat(scripts.parsed).containsExactly("return …", "return \"\" + \"\";",
                "return \"say \\\"hi\\\" \\\\\n${parameters.b}\" + 7;", "return \"1\" + \"2\";");
    }

    @Test
    void aParameterThatIsNotThereIsNamed() {
        PreProcess filled = PreProcess.of("return ${parameters.a};", scripts);

        PerchException refusal = failureOf(() -> calls(filled, docs("x")));

        assertThat(refusal.code()).isEqualTo(ErrorCode.PARAMETERS_MISSING);
        assertThat(refusal.reason()).contains("${parameters.a}");
    }

    @Test
    void aScriptThatIsNoneIsRefusedAtOnce() {
        assertThat(failureOf(() -> PreProcess.of("syntax error", scripts)).reason()).isEqualTo("line 1: syntax error");
        assertThat(failureOf(() -> PostProcess.of("syntax error ${parameters.a}", scripts)).reason())
                .isEqualTo("line 1: syntax error");
    }

    private static PredictInput remote() {
        return new PredictInput.Remote(Map.of("t", TextNode.valueOf("a \"b\""), "n", IntNode.valueOf(7),
                "l", JsonText.tree("[\"c\\\"\"]").orElseThrow(), "none", NullNode.instance), null);
    }
}
