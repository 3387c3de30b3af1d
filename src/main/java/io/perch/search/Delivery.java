package io.perch.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.Pauses;
import io.perch.base.PerchException;
import io.perch.base.Workers;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** One bulk on its way, over as many requests as it takes. Runs on the context of its caller. */
final class Delivery {

    private static final int OK = 200;
    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    private static final int NO_ROOM = 429;
    private static final Set<Integer> LATER = Set.of(NO_ROOM, 502, 503, 504);

    private final OpenSearch search;
    private final List<Operation> operations;
    private final String path;
    private final Pauses pauses;
    private final Delivered[] results;
    /** Sent in a request that was not answered. */
    private final BitSet doubtful = new BitSet();

    Delivery(OpenSearch search, List<Operation> operations, String path, Duration patience, SearchConfig config) {
        this.search = search;
        this.operations = operations;
        this.path = path;
        this.pauses = new Pauses(patience, config.firstBackoff(), config.mostBackoff());
        this.results = new Delivered[operations.size()];
    }

    Uni<List<Delivered>> run() {
        return send(IntStream.range(0, operations.size()).boxed().toList()).map(done -> Arrays.asList(results));
    }

    private Uni<Void> send(List<Integer> numbers) {
        return search.ask(SearchCall.json(HttpMethod.POST, path, "").with(lines(numbers)))
                .map(answer -> heard(numbers, answer))
                .onFailure(Unreachable.class).recoverWithItem(lost -> unheard(numbers, (Unreachable) lost))
                .chain(this::goOn);
    }

    private Buffer lines(List<Integer> numbers) {
        Buffer lines = Buffer.buffer(numbers.stream().mapToInt(number -> operations.get(number).bytes()).sum());
        numbers.forEach(number -> operations.get(number).write(lines));
        return lines;
    }

    /** What is still to be sent, in one request or in two, and why it was not taken. */
    private record Rest(List<Integer> numbers, boolean inHalves, PerchException why) {

        static final Rest NONE = new Rest(List.of(), false, null);
    }

    private Uni<Void> goOn(Rest rest) {
        if (rest.numbers.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        if (rest.inHalves) {
            int middle = rest.numbers.size() / 2;
            return send(rest.numbers.subList(0, middle)).chain(() -> send(rest.numbers.subList(middle, rest.numbers.size())));
        }
        Duration pause = pauses.next(Duration.ZERO, Duration.ZERO);
        if (pause == null) {
            rest.numbers.forEach(number -> results[number] = Delivered.failed(lastWord(number, rest.why)));
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom().voidItem().onItem().delayIt().by(pause).emitOn(Workers.callersContext())
                .chain(() -> send(rest.numbers));
    }

    private Rest heard(List<Integer> numbers, SearchAnswer answer) {
        if (answer.status() == OK) {
            return items(numbers, answer);
        }
        if (answer.status() == TOO_LARGE && numbers.size() > 1) {
            return new Rest(numbers, true, null);
        }
        PerchException why = why(answer);
        if (LATER.contains(answer.status())) {
            return new Rest(numbers, false, why);
        }
        numbers.forEach(number -> results[number] = Delivered.failed(why));
        return Rest.NONE;
    }

    private Rest items(List<Integer> numbers, SearchAnswer answer) {
        JsonNode items = tree(answer).path("items");
        List<Integer> noRoom = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            JsonNode item = items.path(i).elements().hasNext() ? items.path(i).elements().next() : null;
            int number = numbers.get(i);
            if (!(item instanceof ObjectNode done)) {
                results[number] = Delivered.failed(new PerchException(ErrorCode.CHUNK_STORE_REFUSED,
                        "OpenSearch said nothing of this document", "look whether it is there"));
            } else if (done.path("status").asInt() == NO_ROOM) {
                noRoom.add(number);
            } else {
                results[number] = Delivered.of(settled(number, done));
            }
        }
        return new Rest(noRoom, false, new PerchException(ErrorCode.SEARCH_BUSY,
                "OpenSearch has no room for this document", "send it again later"));
    }

    /** A create that is refused because it is there, after one that nobody knows the end of. */
    private ObjectNode settled(int number, ObjectNode answer) {
        Operation operation = operations.get(number);
        if (answer.path("status").asInt() != CONFLICT || !doubtful.get(number)) {
            return answer;
        }
        if (operation.idIsOurs()) {
            answer.remove("error");
            return answer.put("_version", 1).put("result", "created").put("status", 201);
        }
        ((ObjectNode) answer.path("error")).put("hint",
                "an earlier attempt of this very request was not answered, and may be what has stored it");
        return answer;
    }

    private Rest unheard(List<Integer> numbers, Unreachable lost) {
        PerchException why = new PerchException(ErrorCode.SEARCH_UNAVAILABLE, "OpenSearch does not answer: " + lost.getMessage(),
                null, lost.getCause());
        List<Integer> again = new ArrayList<>();
        for (int number : numbers) {
            if (!lost.neverSent()) {
                doubtful.set(number);
            }
            if (doubtful.get(number) && !operations.get(number).repeatable()) {
                results[number] = Delivered.failed(lastWord(number, why));
            } else {
                again.add(number);
            }
        }
        return new Rest(again, false, why);
    }

    private PerchException lastWord(int number, PerchException why) {
        return new PerchException(why.code(), why.reason() + (doubtful.get(number)
                ? "; whether this document is stored is not known" : "; this document is not stored"),
                "send it again" + (doubtful.get(number) && !operations.get(number).repeatable() ? " if it is not there" : ""),
                why.getCause());
    }

    private static PerchException why(SearchAnswer answer) {
        String reason = "OpenSearch answered " + answer.status() + ": " + answer.reason();
        return new PerchException(switch (answer.status()) {
            case NO_ROOM -> ErrorCode.SEARCH_BUSY;
            case 502, 503, 504 -> ErrorCode.SEARCH_UNAVAILABLE;
            case TOO_LARGE -> ErrorCode.INPUT_TOO_LARGE;
            default -> ErrorCode.CHUNK_STORE_REFUSED;
        }, reason, null);
    }

    private static JsonNode tree(SearchAnswer answer) {
        try {
            return answer.tree();
        } catch (UncheckedIOException cut) {
            throw Unreachable.unanswered(cut);
        }
    }
}
