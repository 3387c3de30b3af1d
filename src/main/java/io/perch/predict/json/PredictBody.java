package io.perch.predict.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Fields;
import io.perch.base.WholeNumber;
import io.perch.model.FunctionName;
import io.perch.model.Overflow;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ContentType;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.SparseFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what a caller asks of a model. Members of other functions are skipped, as in the original. */
public final class PredictBody {

    private static final String DOCS = "text_docs";

    private PredictBody() {
    }

    /** Throws REQUEST_INVALID with every fault there is. */
    public static PredictInput read(FunctionName function, Fields fields) {
        PredictInput input = switch (function) {
            case TEXT_EMBEDDING, SPARSE_ENCODING, SPARSE_TOKENIZE -> textDocs(function, fields);
            case TEXT_SIMILARITY -> similarity(fields);
            case QUESTION_ANSWERING -> question(fields);
            case REMOTE -> remote(fields);
        };
        fields.check();
        return input;
    }

    private static PredictInput textDocs(FunctionName function, Fields fields) {
        // to some services a null says: no text, only an image
        List<String> docs = docs(fields, function == FunctionName.REMOTE ? fields.stringsOrNulls(DOCS) : fields.strings(DOCS),
                "Empty text docs");
        Fields parameters = fields.object("parameters");
        return new PredictInput.TextDocs(docs, filter(fields), contentType(parameters), sparseFormat(parameters),
                overflow(function, parameters));
    }

    private static PredictInput similarity(Fields fields) {
        return new PredictInput.Similarity(fields.required("query_text", "No query text was provided"),
                docs(fields, fields.strings(DOCS), "No text documents were provided"));
    }

    private static PredictInput question(Fields fields) {
        return new PredictInput.Question(fields.required("question", "Question is not provided"),
                fields.required("context", "Context is not provided"));
    }

    /** Documents without {@code parameters} are for the connector's pre-process function, whatever the path. */
    private static PredictInput remote(Fields fields) {
        if (!fields.has("parameters") && fields.has(DOCS)) {
            return fields.has("query_text") ? similarity(fields) : textDocs(FunctionName.REMOTE, fields);
        }
        ObjectNode parameters = fields.objectNode("parameters");
        return new PredictInput.Remote(parameters == null ? Map.of() : members(parameters), fields.string("action_type"));
    }

    public static Map<String, JsonNode> members(ObjectNode object) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }

    /** @param docs {@code null} for none, or when what is given is no such list, which has been told */
    private static List<String> docs(Fields fields, List<String> docs, String whenEmpty) {
        boolean faulty = docs == null && fields.has(DOCS);
        return faulty || docs != null && !docs.isEmpty() ? docs : fields.fault(whenEmpty);
    }

    /** {@code result_filter} wins over the same members beside it. */
    private static ResultFilter filter(Fields fields) {
        ResultFilter outer = filter(fields, ResultFilter.ALL);
        Fields inner = fields.object("result_filter");
        return inner == null ? outer : filter(inner, outer);
    }

    private static ResultFilter filter(Fields fields, ResultFilter otherwise) {
        return new ResultFilter(or(fields.bool("return_number"), otherwise.returnNumber()),
                or(fields.bool("return_bytes"), otherwise.returnBytes()),
                or(fields.strings("target_response"), otherwise.names()),
                or(positions(fields), otherwise.positions()));
    }

    private static List<Integer> positions(Fields fields) {
        JsonNode given = fields.node("target_response_positions");
        if (given == null) {
            return null;
        }
        List<Integer> positions = new ArrayList<>();
        given.forEach(position -> positions.add(position(position)));
        return given.isArray() && !positions.contains(null) ? positions
                : fields.fault("Field [target_response_positions] must be an array of whole numbers");
    }

    /** {@code null} for what is no whole number, or one that no position has. */
    private static Integer position(JsonNode given) {
        Long number = given.isValueNode() ? WholeNumber.read(given.asText()) : null;
        return number == null || number != number.intValue() ? null : number.intValue();
    }

    private static ContentType contentType(Fields parameters) {
        if (parameters == null) {
            return ContentType.NONE;
        }
        ContentType type = parameters.choice("content_type", PredictBody::side,
                text -> "Field [parameters.content_type] must be query or passage, but it is [" + text + "]");
        return type == null ? ContentType.UNSAID : type;
    }

    private static Optional<ContentType> side(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "query" -> Optional.of(ContentType.QUERY);
            case "passage" -> Optional.of(ContentType.PASSAGE);
            default -> Optional.empty();
        };
    }

    private static Overflow overflow(FunctionName function, Fields parameters) {
        if (parameters == null) {
            return null;
        }
        Overflow overflow = parameters.choice(Overflow.MEMBER, Overflow::read,
                text -> Overflow.unknown("Field [parameters." + Overflow.MEMBER + "]", text));
        return overflow == null || overflow == Overflow.TRUNCATE || function == FunctionName.TEXT_EMBEDDING ? overflow
                : parameters.fault(Overflow.MEMBER, "Field [parameters." + Overflow.MEMBER + "] is for TEXT_EMBEDDING models");
    }

    private static SparseFormat sparseFormat(Fields parameters) {
        if (parameters == null) {
            return SparseFormat.WORD;
        }
        SparseFormat format = parameters.choice("sparse_embedding_format", PredictBody::keys, text ->
                "Field [parameters.sparse_embedding_format] must be WORD or TOKEN_ID, but it is [" + text + "]");
        return format == null ? SparseFormat.WORD : format;
    }

    /** {@code lexical} is how the documentation calls WORD. */
    private static Optional<SparseFormat> keys(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "WORD", "LEXICAL" -> Optional.of(SparseFormat.WORD);
            case "TOKEN_ID" -> Optional.of(SparseFormat.TOKEN_ID);
            default -> Optional.empty();
        };
    }

    private static <T> T or(T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
