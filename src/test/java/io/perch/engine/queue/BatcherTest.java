package io.perch.engine.queue;

import static io.perch.testing.Failures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.perch.base.Deadline;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.perch.engine.EngineConfig;
import io.perch.engine.TestConfig;
import io.perch.engine.function.TextFunction;
import io.perch.model.Model.Limits;
import io.perch.model.ModelFormat;
import io.perch.model.ModelProfile;
import io.perch.model.PredictInput.ContentType;
import io.perch.model.PredictInput.ResultFilter;
import io.perch.model.PredictInput.SparseFormat;
import io.perch.model.PredictInput.TextDocs;
import io.perch.model.PredictOutput;
import io.perch.model.PredictOutput.Tensor;
import io.perch.model.PredictTerms;
import io.perch.model.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatcherTest {

    private static final PredictTerms PATIENT = new PredictTerms(Deadline.in(Duration.ofMinutes(5)));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final GatedFunction function = new GatedFunction();
    private final List<Batcher> batchers = new ArrayList<>();

    @AfterEach
    void stop() {
        function.open();
        batchers.forEach(Batcher::close);
    }

    @Test
    void takesTogetherWhatQueuedUpMeanwhile() throws Exception {
        LocalModel model = model(TestConfig.DEFAULTS.workers(1), function);
        var first = predict(model, "abc");
        function.awaitRun();
        var others = List.of(predict(model, "def"), predict(model, "ghi"), predict(model, "longer"), predict(model, "jkl"));

        function.open();

        assertThat(first.join().results()).hasSize(1);
        others.forEach(CompletableFuture::join);
        assertThat(function.runs).containsExactly(1, 3, 1);
    }

    @Test
    void answersInTheOrderAsked() {
        LocalModel model = model(TestConfig.DEFAULTS, function);
        function.open();

        PredictOutput answer = predict(model, "abc", "a", "ab", "abc", "abcd", "b").join();

        assertThat(answer.results()).extracting(result -> ((Tensor.Floats) result.tensors().getFirst()).data()[0])
                .containsExactly(3f, 1f, 2f, 3f, 4f, 1f);
        assertThat(answer.results()).extracting(PredictOutput.Result::tokens).containsExactly(3, 1, 2, 3, 4, 1);
    }

    @Test
    void refusesMoreThanTheQueueHolds() throws Exception {
        LocalModel model = model(TestConfig.DEFAULTS.workers(1).maxQueue(3), function);
        predict(model, "running");
        function.awaitRun();
        var queued = predict(model, "a", "b");

        PerchException refusal = failureOf(() -> predict(model, "c", "d").join());

        assertThat(refusal.code()).isEqualTo(ErrorCode.QUEUE_FULL);
        assertThat(refusal.reason()).contains("2 texts waiting").contains("limit of 3");
        function.open();
        assertThat(queued.join().results()).hasSize(2);
    }

    @Test
    void joinsTheWindowsOfATextInItsOrder() {
        LocalModel model = model(TestConfig.DEFAULTS, function);
        function.open();

        PredictOutput answer = predict(model, "abc\na\nabcd", "ab").join();

        assertThat(answer.results()).extracting(result -> ((Tensor.Floats) result.tensors().getFirst()).data())
                .containsExactly(new float[] {3, 1, 4}, new float[] {2});
        assertThat(answer.results()).extracting(PredictOutput.Result::tokens).containsExactly(8, 2);
    }

    @Test
    void bulkYieldsButIsNotStarved() throws Exception {
        LocalModel model = model(TestConfig.DEFAULTS.workers(1).maxBatchTokens(1), function);
        predict(model, "running");
        function.awaitRun();
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            all.add(bulk(model, "b").thenRun(() -> order.add("bulk")));
        }
        for (int i = 0; i < 6; i++) {
            all.add(predict(model, "i").thenRun(() -> order.add("interactive")));
        }

        function.open();

        all.forEach(CompletableFuture::join);
        assertThat(order).containsExactly("interactive", "interactive", "interactive", "interactive", "bulk",
                "interactive", "interactive", "bulk");
    }

    @Test
    void aRequestOfManyTextsIsBulkByItself() throws Exception {
        LocalModel model = model(TestConfig.DEFAULTS.workers(1).maxBatchTokens(1), function);
        predict(model, "running");
        function.awaitRun();
        var many = predict(model, "0123456789".repeat(4).split("(?<=\\G.{1})"));
        var one = predict(model, "x").thenRun(() -> assertThat(many).isNotDone());

        function.open();

        one.join();
        assertThat(many.join().results()).hasSize(40);
    }

    @Test
    void bulkIsRefusedBeforeTheQueueIsFull() throws Exception {
        LocalModel model = model(TestConfig.DEFAULTS.workers(1).maxQueue(4).maxBulkQueue(2), function);
        predict(model, "running");
        function.awaitRun();
        bulk(model, "a", "b");

        PerchException refusal = failureOf(() -> bulk(model, "c").join());

        assertThat(refusal.code()).isEqualTo(ErrorCode.QUEUE_FULL);
        assertThat(refusal.hint()).contains("perch.engine.max-bulk-queue");
        var waiting = predict(model, "d");
        function.open();
        assertThat(waiting.join().results()).hasSize(1);
    }

    @Test
    void dropsWhatNobodyWaitsForAnyMore() throws Exception {
        LocalModel model = model(TestConfig.DEFAULTS.workers(1), function);
        var running = predict(model, "running");
        function.awaitRun();
        var gone = predict(model, "a", "b");
        gone.cancel(true);

        function.open();

        running.join();
        predict(model, "next").join();
        assertThat(function.runs).containsExactly(1, 1);
        assertThat(dropped("cancelled")).isEqualTo(2);
    }

    @Test
    void dropsWhatIsTooLate() throws Exception {
        LocalModel model = model(TestConfig.DEFAULTS.workers(1), function);
        predict(model, "running");
        function.awaitRun();
        var late = model.predict(docs("a"), new PredictTerms(Deadline.in(Duration.ZERO))).subscribeAsCompletionStage();

        function.open();

        assertThat(failureOf(late::join).code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        assertThat(function.runs).containsExactly(1);
        assertThat(dropped("deadline")).isEqualTo(1);
    }

    @Test
    void servesModelsInTurn() throws Exception {
        Batcher batcher = batcher(TestConfig.DEFAULTS.workers(1).maxBatchTokens(10));
        GatedFunction other = new GatedFunction();
        LocalModel busy = model(batcher, "busy", function);
        LocalModel quiet = model(batcher, "quiet", other);
        var many = predict(busy, "0123456789".repeat(8).split("(?<=\\G.{1})"));
        function.awaitRun();
        var one = predict(quiet, "x").thenRun(() -> assertThat(many).isNotDone());
        other.open();

        function.open();

        one.join();
        assertThat(many.join().results()).hasSize(80);
    }

    @Test
    void aNetworkThatTakesOneAtATimeIsGivenOneAtATime() throws Exception {
        GatedFunction single = new GatedFunction(1);
        LocalModel model = model(TestConfig.DEFAULTS.workers(1), single);
        predict(model, "run");
        single.awaitRun();
        var several = predict(model, "a", "b", "c");

        single.open();

        assertThat(several.join().results()).hasSize(3);
        assertThat(predict(model, "d", "e").join().results()).hasSize(2);
        assertThat(single.runs).containsOnly(1);
    }

    @Test
    void closingAnswersWhatIsQueuedAndRefusesWhatComes() throws Exception {
        LocalModel model = model(TestConfig.DEFAULTS.workers(1), function);
        var running = predict(model, "running");
        function.awaitRun();
        var queued = predict(model, "a", "b");
        Thread closer = Thread.ofPlatform().start(model::close);
        ErrorCode refusal = awaitRefusal(model);

        function.open();
        closer.join();

        assertThat(refusal).isEqualTo(ErrorCode.MODEL_NOT_DEPLOYED);
        assertThat(running.join().results()).hasSize(1);
        assertThat(queued.join().results()).hasSize(2);
        assertThat(function.closed).isTrue();
        assertThat(registry.find("perch.stage").meters()).isEmpty();
    }

    @Test
    void closingRefusesWhatItsPatienceDoesNotReach() throws Exception {
        LocalModel model = model(TestConfig.DEFAULTS.workers(1).drainTimeout(Duration.ZERO), function);
        var running = predict(model, "running");
        function.awaitRun();
        var queued = predict(model, "a", "b");
        Thread closer = Thread.ofPlatform().start(model::close);
        awaitRefusal(model);

        function.open();
        closer.join();

        assertThat(running.join().results()).hasSize(1);
        assertThat(failureOf(queued::join).code()).isEqualTo(ErrorCode.MODEL_NOT_DEPLOYED);
    }

    @Test
    void closingTwiceIsClosingOnce() {
        LocalModel model = model(TestConfig.DEFAULTS, function);
        model.close();
        model.close();

        assertThat(failureOf(() -> predict(model, "x").join()).code()).isEqualTo(ErrorCode.MODEL_NOT_DEPLOYED);
    }

    @Test
    void theOwnersLimitOfTheQueueIsHeld() throws Exception {
        LocalModel model = model(TestConfig.DEFAULTS.workers(1), function);
        predict(model, "running");
        function.awaitRun();
        predict(model, "a", "b");

        PerchException refusal = failureOf(() -> limited(model, new Limits(3, null), "c", "d").join());

        assertThat(refusal.code()).isEqualTo(ErrorCode.QUEUE_FULL);
        assertThat(refusal.reason()).contains("2 texts waiting").contains("limit of 3");
        assertThat(refusal.hint()).contains("max_queue in the model's deploy_setting");
    }

    @Test
    void noMoreThreadsRunAModelThanItsOwnerAllows() throws Exception {
        Batcher batcher = batcher(TestConfig.DEFAULTS.workers(2));
        LocalModel narrow = model(batcher, "narrow", function);
        GatedFunction open = new GatedFunction();
        open.open();
        LocalModel other = model(batcher, "other", open);
        var first = limited(narrow, new Limits(null, 1), "first");
        function.awaitRun();
        var second = limited(narrow, new Limits(null, 1), "the second");

        // answered by the thread that may not run the narrow model
        predict(other, "x").join();
        ModelProfile waiting = narrow.profile();
        function.open();

        assertThat(waiting.running()).isEqualTo(1);
        assertThat(waiting.queued()).isEqualTo(1);
        assertThat(waiting.busy()).isTrue();
        assertThat(first.join().results()).hasSize(1);
        assertThat(second.join().results()).hasSize(1);
    }

    private static CompletableFuture<PredictOutput> limited(LocalModel model, Limits limits, String... texts) {
        return model.predict(docs(texts), PATIENT.within(limits)).subscribeAsCompletionStage();
    }

    /** Asks with a text that is too late anyway, until the model refuses it at once. */
    private ErrorCode awaitRefusal(LocalModel model) {
        while (true) {
            var asked = model.predict(docs("x"), new PredictTerms(Deadline.in(Duration.ofMillis(-1)))).subscribeAsCompletionStage();
            if (asked.isCompletedExceptionally()) {
                return failureOf(asked::join).code();
            }
            Thread.onSpinWait();
        }
    }

    private double dropped(String reason) {
        return registry.get("perch.entries.dropped").tag("model", "m").tag("reason", reason).counter().count();
    }

    private LocalModel model(EngineConfig config, TextFunction function) {
        return model(batcher(config), "m", function);
    }

    private Batcher batcher(EngineConfig config) {
        batchers.add(new Batcher(config, config.workers().orElseThrow()));
        return batchers.getLast();
    }

    private LocalModel model(Batcher batcher, String id, TextFunction function) {
        EngineMetrics metrics = new EngineMetrics(registry);
        return new LocalModel(new ModelQueue(id, function, true, metrics.of(id)), batcher, TestConfig.DEFAULTS,
                ModelFormat.ONNX, 0, closed -> metrics.release(id));
    }

    private static CompletableFuture<PredictOutput> predict(LocalModel model, String... texts) {
        return model.predict(docs(texts), PATIENT).subscribeAsCompletionStage();
    }

    private static CompletableFuture<PredictOutput> bulk(LocalModel model, String... texts) {
        return model.predict(docs(texts), new PredictTerms(PATIENT.deadline(), Priority.BULK)).subscribeAsCompletionStage();
    }

    private static TextDocs docs(String... texts) {
        return new TextDocs(List.of(texts), ResultFilter.ALL, ContentType.NONE, SparseFormat.WORD);
    }
}
