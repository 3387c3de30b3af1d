package io.perch.connector.function;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.connector.template.Parameter;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.Similarity;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What becomes of {@code query_text} and {@code text_docs}, for services that rerank: one call, with all documents. */
enum PairFunction implements PreProcess, NamedFunction {

    COHERE_RERANK("cohere.rerank", PairFunction::plain),
    DEFAULT_RERANK("default.rerank", PairFunction::plain),
    BEDROCK_RERANK("bedrock.rerank", PairFunction::bedrock);

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String wireName;
    private final Function<Similarity, Map<String, Parameter>> filling;

    PairFunction(String wireName, Function<Similarity, Map<String, Parameter>> filling) {
        this.wireName = wireName;
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
            case Similarity pairs -> List.of(filling.apply(pairs));
            case PredictInput.TextDocs docs -> throw wrongKind();
            case PredictInput.Question question -> throw wrongKind();
        };
    }

    private PerchException wrongKind() {
        return new PerchException(ErrorCode.INPUT_INVALID,
                "This pre_process_function can only support TextSimilarityInputDataSet",
                "the function of this connector is " + PREFIX + wireName + "; send query_text and text_docs, or parameters");
    }

    private static Map<String, Parameter> plain(Similarity pairs) {
        ArrayNode documents = NODES.arrayNode(pairs.docs().size());
        pairs.docs().forEach(documents::add);
        return Map.of("query", Parameter.ofText(pairs.query()), "documents", Parameter.of(documents),
                "top_n", number(pairs.docs().size()));
    }

    private static Map<String, Parameter> bedrock(Similarity pairs) {
        ArrayNode queries = NODES.arrayNode();
        queries.addObject().put("type", "TEXT").putObject("textQuery").put("text", pairs.query());
        ArrayNode sources = NODES.arrayNode(pairs.docs().size());
        pairs.docs().forEach(doc -> {
            ObjectNode inline = sources.addObject().put("type", "INLINE").putObject("inlineDocumentSource").put("type", "TEXT");
            inline.putObject("textDocument").put("text", doc);
        });
        return Map.of("queries", Parameter.of(queries), "sources", Parameter.of(sources),
                "numberOfResults", number(pairs.docs().size()));
    }

    private static Parameter number(int number) {
        return Parameter.ofJson(Integer.toString(number));
    }
}
