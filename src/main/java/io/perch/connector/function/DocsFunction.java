package io.perch.connector.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.template.Parameter;
import io.perch.model.PredictInput;
import io.perch.path.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What becomes of {@code text_docs}, for the services that embed them. */
enum DocsFunction implements PreProcess, NamedFunction {

    DEFAULT_EMBEDDING("default.embedding", Calls.ONE, list("input")),
    OPENAI_EMBEDDING("openai.embedding", Calls.ONE, list("input")),
    COHERE_EMBEDDING("cohere.embedding", Calls.ONE, list("texts")),
    COHERE_MULTIMODAL_EMBEDDING("cohere.multimodal_embedding", Calls.ONE, DocsFunction::images),
    BEDROCK_EMBEDDING("bedrock.embedding", Calls.ONE_EACH, text("inputText")),
    BEDROCK_MULTIMODAL_EMBEDDING("bedrock.multimodal_embedding", Calls.ONE, DocsFunction::textAndImage),
    // Nova embeds one thing a call. ML Commons calls it once for all documents, and drops all but the first
    NOVA_EMBEDDING("bedrock.nova.embedding", Calls.ONE_EACH, DocsFunction::modality),
    NOVA_TEXT_EMBEDDING("bedrock.nova.text_embedding", Calls.ONE_EACH, text("inputText")),
    NOVA_IMAGE_EMBEDDING("bedrock.nova.image_embedding", Calls.ONE_EACH, text("inputImage")),
    NOVA_VIDEO_EMBEDDING("bedrock.nova.video_embedding", Calls.ONE_EACH, text("inputVideo")),
    NOVA_AUDIO_EMBEDDING("bedrock.nova.audio_embedding", Calls.ONE_EACH, text("inputAudio"));

    private enum Calls { ONE, ONE_EACH }

    private static final List<String> MODALITIES = List.of("text", "image", "video", "audio");

    private final String wireName;
    private final Calls calls;
    private final Function<List<String>, Map<String, Parameter>> filling;

    DocsFunction(String wireName, Calls calls, Function<List<String>, Map<String, Parameter>> filling) {
        this.wireName = wireName;
        this.calls = calls;
        this.filling = filling;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    @Override
    public List<Map<String, Parameter>> calls(PredictInput input, Function<String, Parameter> parameters) {
        return switch (input) {
            case PredictInput.Remote remote -> UNCHANGED;
            case PredictInput.Chat chat -> UNCHANGED;
            case PredictInput.TextDocs docs -> DocumentSteps.of(docs.docs(), calls == Calls.ONE_EACH, parameters).stream()
                    .map(filling).toList();
            case PredictInput.Similarity pairs -> throw wrongKind();
            case PredictInput.Question question -> throw wrongKind();
        };
    }

    private PerchException wrongKind() {
        return new PerchException(ErrorCode.INPUT_INVALID, "This pre_process_function can only support TextDocsInputDataSet "
                + "which including a list of string with key 'text_docs'", "the connector's pre_process_function is " + PREFIX
                + wireName + "; send text_docs alone, or parameters");
    }

    private static Function<List<String>, Map<String, Parameter>> list(String name) {
        return docs -> {
            if (docs.stream().anyMatch(Objects::isNull)) {
                throw none("One of text_docs is null");
            }
            return Map.of(name, array(docs));
        };
    }

    private static Parameter array(List<String> docs) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(docs.size());
        docs.forEach(array::add);
        return Parameter.ofJson(array.toString());
    }

    private static Function<List<String>, Map<String, Parameter>> text(String name) {
        return docs -> docs.getFirst() == null ? Map.of() : Map.of(name, Parameter.ofText(docs.getFirst()));
    }

    private static Map<String, Parameter> images(List<String> docs) {
        if (docs.getFirst() == null) {
            throw none("No image provided");
        }
        return Map.of("images", array(docs));
    }

    private static Map<String, Parameter> textAndImage(List<String> docs) {
        if (docs.size() > 2) {
            throw new PerchException(ErrorCode.INPUT_INVALID, "This pre_process_function takes one text and one image a call, "
                    + "but was given " + docs.size() + " text_docs", "let the connector's parameter "
                    + DocumentSteps.STEP_SIZE + " be 1 for texts, 2 for texts with an image after each").about("text_docs");
        }
        if (docs.stream().allMatch(Objects::isNull)) {
            throw none("No input text or image provided");
        }
        Map<String, Parameter> filled = new LinkedHashMap<>(text("inputText").apply(docs));
        if (docs.size() > 1) {
            filled.putAll(text("inputImage").apply(docs.subList(1, 2)));
        }
        return filled;
    }

    /** A document says by its only member what it is; one that is not a JSON object is text. */
    private static Map<String, Parameter> modality(List<String> docs) {
        String doc = docs.getFirst();
        if (doc == null) {
            throw none("No input provided");
        }
        Optional<JsonNode> object = JsonText.container(doc).filter(JsonNode::isObject);
        return object.stream().flatMap(DocsFunction::modalities).findFirst().orElse(Map.of("text", Parameter.ofText(doc)));
    }

    private static Stream<Map<String, Parameter>> modalities(JsonNode object) {
        return MODALITIES.stream().filter(object::hasNonNull).map(name -> Map.of(name, Parameter.of(object.get(name))));
    }

    private static PerchException none(String reason) {
        return new PerchException(ErrorCode.INPUT_INVALID, reason, "give a text in text_docs instead of null").about("text_docs");
    }
}
