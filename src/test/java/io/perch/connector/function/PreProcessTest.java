package io.perch.connector.function;

import static io.perch.testing.Failures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.template.Parameter;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ContentType;
import io.perch.model.PredictInput.Question;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.Similarity;
import io.perch.model.PredictInput.SparseFormat;
import io.perch.model.PredictInput.TextDocs;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The functions that are built in; a parameter that is JSON is shown as {@code json:…}. */
class PreProcessTest {

    private static final PredictInput REMOTE = new PredictInput.Remote(Map.of("input", TextNode.valueOf("x")), null);
    private static final Similarity PAIRS = new Similarity("who \"?\"", List.of("a", "b"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "default.embedding | [{input=json:[\"a\\\"\",\"b\"]}]",
            "openai.embedding | [{input=json:[\"a\\\"\",\"b\"]}]",
            "cohere.embedding | [{texts=json:[\"a\\\"\",\"b\"]}]",
            "cohere.multimodal_embedding | [{images=json:[\"a\\\"\",\"b\"]}]",
            "bedrock.embedding | [{inputText=a\"}, {inputText=b}]",
            "bedrock.multimodal_embedding | [{inputImage=b, inputText=a\"}]",
            "bedrock.nova.embedding | [{text=a\"}, {text=b}]",
            "bedrock.nova.text_embedding | [{inputText=a\"}, {inputText=b}]",
            "bedrock.nova.image_embedding | [{inputImage=a\"}, {inputImage=b}]",
            "bedrock.nova.video_embedding | [{inputVideo=a\"}, {inputVideo=b}]",
            "bedrock.nova.audio_embedding | [{inputAudio=a\"}, {inputAudio=b}]"})
    void fillsInDocuments(String function, String expected) {
        assertThat(calls(builtIn(function), docs("a\"", "b"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "cohere.rerank | [{documents=json:[\"a\",\"b\"], query=who \"?\", top_n=json:2}]",
            "default.rerank | [{documents=json:[\"a\",\"b\"], query=who \"?\", top_n=json:2}]",
            "bedrock.rerank | [{numberOfResults=json:2, "
                    + "queries=json:[{\"type\":\"TEXT\",\"textQuery\":{\"text\":\"who \\\"?\\\"\"}}], "
                    + "sources=json:["
                    + "{\"type\":\"INLINE\",\"inlineDocumentSource\":{\"type\":\"TEXT\",\"textDocument\":{\"text\":\"a\"}}},"
                    + "{\"type\":\"INLINE\",\"inlineDocumentSource\":{\"type\":\"TEXT\",\"textDocument\":{\"text\":\"b\"}}}]}]"})
    void fillsInPairs(String function, String expected) {
        assertThat(calls(builtIn(function), PAIRS)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("io.perch.connector.function.PreProcess#names")
    void leavesParametersAsTheyAre(String function) {
        assertThat(PreProcess.of(function, null).calls(REMOTE, none -> null)).containsExactly(Map.of());
    }

    @Test
    void knowsEveryNameOfTheDocumentation() {
        assertThat(PreProcess.names()).hasSize(14).allMatch(name -> name.startsWith("connector.pre_process."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"image\":\"iVBO\"} | [{image=iVBO}]",
            "{\"video\":\"AAAA\"} | [{video=AAAA}]",
            "{\"audio\":\"UklG\"} | [{audio=UklG}]",
            "{\"text\":\"a \\\"b\\\"\"} | [{text=a \"b\"}]",
            "{\"other\":1} | [{text={\"other\":1}}]",
            "{\"image\":null} | [{text={\"image\":null}}]",
            "{not json | [{text={not json}]",
            "[\"image\"] | [{text=[\"image\"]}]",
            "the \"image\" | [{text=the \"image\"}]"})
    void novaIsToldTheKindOfADocument(String doc, String expected) {
        assertThat(calls(builtIn("bedrock.nova.embedding"), docs(doc))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "default.embedding | 2 | [{input=json:[\"a\",\"b\"]}, {input=json:[\"c\",\"d\"]}, {input=json:[\"e\"]}]",
            "default.embedding | 1 | [{input=json:[\"a\"]}, {input=json:[\"b\"]}, {input=json:[\"c\"]}, {input=json:[\"d\"]}, "
                    + "{input=json:[\"e\"]}]",
            "cohere.embedding | 2147483647 | [{texts=json:[\"a\",\"b\",\"c\",\"d\",\"e\"]}]",
            "bedrock.multimodal_embedding | 2 | [{inputImage=b, inputText=a}, {inputImage=d, inputText=c}, {inputText=e}]",
            "bedrock.embedding | 3 | [{inputText=a}, {inputText=d}]"})
    void aStepSizeSaysHowManyGoInOneCall(String function, String size, String expected) {
        assertThat(calls(builtIn(function), docs("a", "b", "c", "d", "e"), DocumentSteps.STEP_SIZE, size)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(value = {"0", "-1", "x", "1.5", "''"})
    void aStepSizeIsAPositiveNumber(String size) {
        PerchException refusal = failureOf(() -> calls(builtIn("default.embedding"), docs("a"), DocumentSteps.STEP_SIZE, size));

        assertThat(refusal.code()).isEqualTo(ErrorCode.REQUEST_INVALID);
        assertThat(refusal.reason())
                .isEqualTo("Invalid parameter: input_docs_processed_step_size. It must be positive integer.");
    }

    @Test
    void textOrImageMayBeMissing() {
        PreProcess multimodal = builtIn("bedrock.multimodal_embedding");

        assertThat(calls(multimodal, docs("a"))).isEqualTo("[{inputText=a}]");
        assertThat(calls(multimodal, docs(null, "i"))).isEqualTo("[{inputImage=i}]");
        assertThat(calls(multimodal, docs("a", null))).isEqualTo("[{inputText=a}]");
        assertThat(calls(builtIn("bedrock.embedding"), docs((String) null))).isEqualTo("[{}]");
    }

    @Test
    void noServiceEmbedsNothing() {
        assertThat(failureOf(() -> calls(builtIn("default.embedding"), docs("a", null))).reason())
                .isEqualTo("One of text_docs is null");
    }

    @ParameterizedTest
    @CsvSource(value = {
            "bedrock.multimodal_embedding, No input text or image provided",
            "cohere.multimodal_embedding, No image provided",
            "bedrock.nova.embedding, No input provided"})
    void nothingIsRefused(String function, String reason) {
        assertInvalid(failureOf(() -> calls(builtIn(function), docs((String) null))), reason);
    }

    @Test
    void moreThanATextAndAnImageWouldBeLost() {
        PerchException refusal = failureOf(() -> calls(builtIn("bedrock.multimodal_embedding"), docs("a", "b", "c")));

        assertThat(refusal.reason()).contains("one text and one image").contains("3 text_docs");
        assertThat(refusal.hint()).contains("input_docs_processed_step_size");
    }

    @ParameterizedTest
    @MethodSource("io.perch.connector.function.PreProcess#names")
    void theWrongKindOfInputIsRefused(String function) {
        boolean rerank = function.endsWith("rerank");
        String reason = rerank ? "This pre_process_function can only support TextSimilarityInputDataSet"
                : "This pre_process_function can only support TextDocsInputDataSet which including a list of string with key "
                        + "'text_docs'";
        PreProcess process = PreProcess.of(function, null);

        assertInvalid(failureOf(() -> calls(process, rerank ? docs("a") : PAIRS)), reason);
        assertInvalid(failureOf(() -> calls(process, new Question("q", "c"))), reason);
    }

    @Test
    void noDocumentsAreRefused() {
        assertInvalid(failureOf(() -> calls(builtIn("openai.embedding"), docs())), "Empty text docs");
    }

    @Test
    void withoutAFunctionDocumentsAreEmbedded() {
        PreProcess none = PreProcess.of(null, null);

        assertThat(calls(none, docs("a", "b"))).isEqualTo("[{input=json:[\"a\",\"b\"]}]");
        assertThat(calls(none, docs("a", "b"), DocumentSteps.STEP_SIZE, "1"))
                .isEqualTo("[{input=json:[\"a\"]}, {input=json:[\"b\"]}]");
        assertThat(none.calls(REMOTE, name -> null)).containsExactly(Map.of());
        assertInvalid(failureOf(() -> calls(none, PAIRS)), "pre_process_function not defined in connector");
        assertInvalid(failureOf(() -> calls(none, new Question("q", "c"))), "pre_process_function not defined in connector");
    }

    @Test
    void anUnknownNameIsRefusedWithTheNearest() {
        PerchException refusal = failureOf(() -> builtIn("opnai.embeding"));

        assertThat(refusal.code()).isEqualTo(ErrorCode.REQUEST_INVALID);
        assertThat(refusal.reason()).isEqualTo("There is no pre_process_function connector.pre_process.opnai.embeding");
        assertThat(refusal.hint()).isEqualTo("did you mean connector.pre_process.openai.embedding?");
    }

    private static void assertInvalid(PerchException refusal, String reason) {
        assertThat(refusal.code()).isEqualTo(ErrorCode.INPUT_INVALID);
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.hint()).isNotBlank();
    }

    private static PreProcess builtIn(String name) {
        return PreProcess.of("connector.pre_process." + name, null);
    }

    static TextDocs docs(String... docs) {
        return new TextDocs(Arrays.asList(docs), ResultFilter.ALL, ContentType.NONE, SparseFormat.WORD);
    }

    /** @param parameters name, text, name, text … */
    static String calls(PreProcess process, PredictInput input, String... parameters) {
        return process.calls(input, Tensors.answer("", parameters).parameters()).stream().map(PreProcessTest::shown).toList()
                .toString();
    }

    private static Map<String, String> shown(Map<String, Parameter> call) {
        Map<String, String> shown = new TreeMap<>();
        call.forEach((name, value) -> shown.put(name, (value.isJson() ? "json:" : "") + value.text()));
        return shown;
    }
}
