package io.perch.api;

import io.perch.base.ErrorCode;
import io.perch.base.Fields;
import io.perch.base.PerchException;
import io.perch.model.Guardrails;
import io.perch.model.Guardrails.Guard;
import io.perch.model.Guardrails.StopWords;
import io.perch.model.Guardrails.Type;
import io.perch.path.JsonPath;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads {@code guardrails}: {@code type}, {@code input_guardrail} and {@code output_guardrail}. Without a type the members of the
 * two say which it is.
 */
final class GuardrailsBody {

    private static final String MEMBER = "guardrails";
    private static final String STOP_WORDS = "stop_words";
    private static final String REGEX = "regex";
    private static final String MODEL = "model_id";
    private static final String FILTER = "response_filter";
    private static final String ACCEPT = "response_validation_regex";
    private static final List<String> SIDES = List.of("input_guardrail", "output_guardrail");
    private static final int MOST_LISTS = 20;
    private static final int MOST_PATTERNS = 1_000;
    private static final int LONGEST_TEXT = 10_000;

    private GuardrailsBody() {
    }

    /** {@link Guardrails#NONE} when nothing is said. */
    static Guardrails read(Fields fields) {
        UnaryOperator<Guardrails> change = change(fields);
        // faults are told by whoever reads the rest of the body
        return change == null || fields.faulty() ? Guardrails.NONE : change.apply(Guardrails.NONE);
    }

    /**
     * Members that are not there stay, at every level, as long as the type does; {@code null} takes them away. {@code null} when
     * nothing is said.
     */
    static UnaryOperator<Guardrails> change(Fields fields) {
        if (!fields.says(MEMBER)) {
            return null;
        }
        Fields given = fields.object(MEMBER);
        if (given == null) {
            return stored -> Guardrails.NONE;
        }
        Type type = type(given);
        UnaryOperator<Guard> input = side(given, SIDES.getFirst(), type);
        UnaryOperator<Guard> output = side(given, SIDES.getLast(), type);
        return stored -> {
            Guardrails kept = type == null || type == stored.type() ? stored : Guardrails.NONE;
            return new Guardrails(type == null ? stored.type() : type, input.apply(kept.input()), output.apply(kept.output()));
        };
    }

    /** {@code null} when nothing tells it, as in a change that only takes away. */
    private static Type type(Fields given) {
        if (given.has("type")) {
            return given.choice("type", GuardrailsBody::typeNamed,
                    text -> "The type of guardrails is required, can not be null. It is local_regex or model, but not " + text);
        }
        return says(given, MODEL, FILTER, ACCEPT) ? Type.MODEL : says(given, STOP_WORDS, REGEX) ? Type.LOCAL_REGEX : null;
    }

    private static Optional<Type> typeNamed(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "local_regex" -> Optional.of(Type.LOCAL_REGEX);
            case "model" -> Optional.of(Type.MODEL);
            default -> Optional.empty();
        };
    }

    private static boolean says(Fields given, String... members) {
        return SIDES.stream().map(given::object).anyMatch(side -> side != null && List.of(members).stream().anyMatch(side::says));
    }

    private static UnaryOperator<Guard> side(Fields given, String name, Type type) {
        if (!given.says(name)) {
            return UnaryOperator.identity();
        }
        Fields side = given.object(name);
        if (side == null) {
            return stored -> null;
        }
        return switch (type) {
            case LOCAL_REGEX -> words(side);
            case MODEL -> judge(side);
            case null -> UnaryOperator.identity();
        };
    }

    private static UnaryOperator<Guard> words(Fields side) {
        refuse(side, "model", MODEL, FILTER, ACCEPT);
        List<StopWords> stopWords = stopWords(side);
        List<String> regexes = regexes(side);
        return stored -> Guard.ofWords(
                side.says(STOP_WORDS) || stored == null ? stopWords : stored.stopWords(),
                side.says(REGEX) || stored == null ? regexes : stored.regexes());
    }

    private static UnaryOperator<Guard> judge(Fields side) {
        refuse(side, "local_regex", STOP_WORDS, REGEX);
        String model = side.string(MODEL);
        String filter = filter(side);
        String accept = side.string(ACCEPT);
        if (accept != null) {
            compile(side, ACCEPT, accept);
        }
        return stored -> {
            Guard guard = stored == null ? Guard.ofJudge(model, filter, accept)
                    : Guard.ofJudge(model == null ? stored.modelId() : model, side.says(FILTER) ? filter : stored.filter(),
                            accept == null ? stored.accept() : accept);
            require(guard.modelId(), MODEL);
            require(guard.accept(), ACCEPT);
            return guard;
        };
    }

    private static void require(String member, String name) {
        if (member == null || member.isBlank()) {
            throw new PerchException(ErrorCode.REQUEST_INVALID, "Guardrails of type model have a " + name, null).about(MEMBER);
        }
    }

    private static void refuse(Fields side, String type, String... members) {
        for (String member : members) {
            if (side.has(member)) {
                side.fault(member, member + " is for guardrails of type " + type);
            }
        }
    }

    private static List<StopWords> stopWords(Fields side) {
        List<Fields> lists = side.objects(STOP_WORDS);
        if (lists == null) {
            return List.of();
        }
        if (lists.size() > MOST_LISTS) {
            side.fault(STOP_WORDS, "There are " + lists.size() + " lists of stop words, and " + MOST_LISTS + " are taken");
        }
        return lists.stream().map(GuardrailsBody::list).toList();
    }

    private static StopWords list(Fields list) {
        String index = list.required("index_name", "index_name of stop_words is missing: the index that has the words");
        List<String> fields = list.strings("source_fields");
        if (fields == null || fields.isEmpty() || fields.size() > MOST_LISTS) {
            list.fault("source_fields", "source_fields of stop_words is missing: 1 to " + MOST_LISTS
                    + " fields of the index's documents, as an array");
        }
        return new StopWords(index, fields);
    }

    private static List<String> regexes(Fields side) {
        List<String> regexes = side.strings(REGEX);
        if (regexes == null) {
            return List.of();
        }
        if (regexes.size() > MOST_PATTERNS) {
            side.fault(REGEX, "There are " + regexes.size() + " patterns, and " + MOST_PATTERNS + " are taken");
        }
        for (int i = 0; i < regexes.size(); i++) {
            compile(side, REGEX + "[" + i + "]", regexes.get(i));
        }
        return regexes;
    }

    private static void compile(Fields side, String member, String regex) {
        if (regex.isEmpty() || regex.length() > LONGEST_TEXT) {
            side.fault(member, member + " has " + regex.length() + " characters, and 1 to " + LONGEST_TEXT + " are taken");
            return;
        }
        try {
            Pattern.compile(regex);
        } catch (PatternSyntaxException broken) {
            side.fault(member, member + " is not a regular expression: " + broken.getDescription() + " near index "
                    + broken.getIndex() + " of " + regex);
        }
    }

    private static String filter(Fields side) {
        String filter = side.string(FILTER);
        try {
            return filter == null || filter.isBlank() ? null : JsonPath.of(filter).text();
        } catch (PerchException noPath) {
            return side.fault(FILTER, FILTER + ": " + noPath.reason());
        }
    }
}
