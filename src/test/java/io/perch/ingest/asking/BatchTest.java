package io.perch.ingest.asking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.base.PerchException;
import io.perch.model.PredictInput;
import io.perch.model.PredictInput.ContentType;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.SparseFormat;
import io.perch.model.PredictInput.TextDocs;
import io.perch.model.PredictOutput;
import io.perch.model.PredictOutput.Result;
import io.perch.model.PredictOutput.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes to a model together, and how its answer is shared. */
class BatchTest {

    private static Ask texts(String... docs) {
        return new Ask(new TextDocs(Arrays.asList(docs), ResultFilter.ALL, ContentType.NONE, SparseFormat.WORD));
    }

    private static Ask query(String doc) {
        return new Ask(new TextDocs(List.of(doc), ResultFilter.ALL, ContentType.QUERY, SparseFormat.WORD));
    }

    private static Ask pair() {
        return new Ask(new PredictInput.Similarity("q", List.of("d")));
    }

    private static Tensor tensor(float number) {
        return new Tensor.Floats("t", new long[] {1}, new float[] {number});
    }

    @Test
    void textsThatAreAskedAlikeGoTogetherInTheirOrder() {
        List<Ask> asks = List.of(texts("a"), query("b"), texts("c", "d"), pair(), texts("e"), pair());

        List<Batch> batches = Batch.of(asks, Size.ofTexts(10));

        assertThat(batches).extracting(Batch::asks).containsExactly(List.of(asks.get(0), asks.get(2), asks.get(4)),
                List.of(asks.get(1)), List.of(asks.get(3)), List.of(asks.get(5)));
        assertThat(((TextDocs) batches.getFirst().input()).docs()).containsExactly("a", "c", "d", "e");
    }

    @Test
    void aBatchIsBoundedByTextsAndByAsks() {
        List<Ask> asks = List.of(texts("a"), texts("b", "c"), texts("d", "e", "f", "g"), texts("h"));

        assertThat(Batch.of(asks, Size.ofTexts(3))).extracting(batch -> batch.asks().size()).containsExactly(2, 1, 1);
        assertThat(Batch.of(asks, Size.ofAsks(2))).extracting(batch -> batch.asks().size()).containsExactly(2, 2);
        assertThat(Batch.of(asks, Size.ONE)).hasSize(4);
    }

    @Test
    void aMissingTextAndALongOneGoAlone() {
        assertThat(Batch.of(List.of(texts("a"), texts("b", null), texts("c")), Size.ofTexts(10))).hasSize(2);
        assertThat(Batch.of(List.of(texts("a"), texts("x".repeat(1_000_000)), texts("c")), Size.ofTexts(10))).hasSize(3);
    }

    @Test
    void aLocalAnswerHasAResultForEachText() {
        List<Ask> asks = List.of(texts("a"), texts("b", "c"));
        List<Result> results = List.of(new Result(List.of(tensor(1)), 3, false), new Result(List.of(tensor(2)), 3, true),
                new Result(List.of(tensor(3)), 3, false));

        Shares.handOut(new Batch(asks), new PredictOutput(results));

        assertThat(asks.get(0).answer().results()).isEqualTo(results.subList(0, 1));
        assertThat(asks.get(1).answer().results()).isEqualTo(results.subList(1, 3));
    }

    @Test
    void aRemoteAnswerHasATensorForEachText() {
        List<Ask> asks = List.of(texts("a", "b"), texts("c"));
        PredictOutput answer = new PredictOutput(List.of(Result.answered(200, List.of(tensor(1), tensor(2))),
                Result.answered(200, List.of(tensor(3)))));

        Shares.handOut(new Batch(asks), answer);

        assertThat(asks.get(0).answer().results().getFirst().tensors()).hasSize(2);
        assertThat(asks.get(1).answer().results().getFirst().tensors().getFirst()).isEqualTo(tensorOf(answer, 1, 0));
        assertThat(asks.get(1).answer().results().getFirst().status()).isEqualTo(200);
    }

    private static Tensor tensorOf(PredictOutput answer, int result, int tensor) {
        return answer.results().get(result).tensors().get(tensor);
    }

    @Test
    void sparseVectorsInOneListAreShared() {
        List<Ask> asks = List.of(texts("a"), texts("b"));
        Tensor all = new Tensor.Json("response", "{\"response\": [{\"x\": 1.5}, {\"y\": 2.50}]}");

        Shares.handOut(new Batch(asks), new PredictOutput(List.of(Result.answered(200, List.of(all)))));

        Tensor own = asks.get(1).answer().results().getFirst().tensors().getFirst();
        assertThat(own.name()).isEqualTo("response");
        assertThat(((Tensor.Written) own).tensor().get("dataAsMap")).hasToString("{\"response\":[{\"y\":2.50}]}");
    }

    @Test
    void anAnswerOfAnotherSizeIsNobodys() {
        List<Ask> asks = List.of(texts("a"), texts("b"));
        PredictOutput one = new PredictOutput(List.of(Result.answered(200, List.of(tensor(1)))));

        assertThatThrownBy(() -> Shares.handOut(new Batch(asks), one)).isInstanceOf(PerchException.class)
                .hasMessage("The model was asked for 2 texts, and answered 1");
        assertThat(asks.getFirst().answer()).isNull();
    }
}
