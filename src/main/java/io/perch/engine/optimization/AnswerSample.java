package io.perch.engine.optimization;

import io.perch.engine.function.Asked;
import io.perch.engine.function.SentenceVector;
import io.perch.engine.function.TextFunction;
import io.perch.engine.network.Agreement;
import io.perch.engine.network.RunBuffers;
import io.perch.engine.token.EncodeInput;
import io.perch.model.PredictOutput.Tensor;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a function answers to a fixed sample of texts, kept so that another may be held against it after it is closed. */
final class AnswerSample {

    private static final List<String> TEXTS = List.of("sparrows", "today is sunny", "How tall is Mount Kenya?",
            "The goalkeeper kicked the ball over the fence and into the river.",
            "A mortgage is a loan, secured by property, that is paid back in instalments over 10 to 30 years.",
            "naïve cafés in Zürich: 12.5 % more expensive than in 2019!",
            "Perched on the wire, eleven sparrows (12.5 cm each) quarrel over a crumb. ".repeat(3),
            "The committee met on Tuesday; nobody remembered why. ".repeat(8));

    /** Of fewer numbers than these a cosine says nothing: those of all texts are taken together. */
    private static final int ENOUGH_NUMBERS = 8;

    /** Each by its place: of one tensor of one text, or of one tensor of all. */
    private final Map<String, Map<String, Float>> vectors = new HashMap<>();

    private AnswerSample() {
    }

    /** Throws what the function throws. */
    static AnswerSample of(TextFunction function) {
        AnswerSample sample = new AnswerSample();
        boolean pairs = function.sample().texts().getFirst().pair() != null;
        for (int i = 0; i < TEXTS.size(); i++) {
            String text = TEXTS.get(i);
            String other = TEXTS.get((i + 1) % TEXTS.size());
            sample.add(i, answer(function, pairs ? new EncodeInput(other, text) : new EncodeInput(text)));
        }
        return sample;
    }

    private static List<Tensor> answer(TextFunction function, EncodeInput text) {
        return function.alone(text, new Asked(List.of(text)), new RunBuffers());
    }

    /** Where there is an embedding, it is the answer; what else the network tells of itself is not judged. */
    private void add(int text, List<Tensor> tensors) {
        boolean embeds = tensors.stream().anyMatch(tensor -> SentenceVector.TENSOR.equals(tensor.name()));
        for (int position = 0; position < tensors.size(); position++) {
            if (!embeds || SentenceVector.TENSOR.equals(tensors.get(position).name())) {
                add(text, position, numbers(tensors.get(position)));
            }
        }
    }

    private void add(int text, int position, Map<String, Float> numbers) {
        boolean few = numbers.size() < ENOUGH_NUMBERS;
        String place = few ? String.valueOf(position) : position + " of " + text;
        Map<String, Float> vector = vectors.computeIfAbsent(place, none -> new HashMap<>());
        numbers.forEach((key, number) -> vector.put(few ? text + " " + key : key, number));
    }

    private static Map<String, Float> numbers(Tensor tensor) {
        Map<String, Float> numbers = new HashMap<>();
        switch (tensor) {
            case Tensor.Floats floats -> fill(numbers, floats.data());
            case Tensor.Weights weights -> {
                for (int i = 0; i < weights.keys().length; i++) {
                    numbers.put(weights.keys()[i], weights.values()[i]);
                }
            }
            case Tensor.Text text -> numbers.put("score", text.score() == null ? 0 : text.score().floatValue());
            case Tensor.Tree tree -> numbers.put(tree.dataAsMap().toString(), 1f);
            case Tensor.Longs longs -> { }
            // of remote services
            case Tensor.Narrow narrow -> { }
            case Tensor.Json json -> { }
            case Tensor.Written written -> { }
        }
        return numbers;
    }

    private static void fill(Map<String, Float> numbers, float[] data) {
        for (int i = 0; i < data.length; i++) {
            numbers.put(Integer.toString(i), data[i]);
        }
    }

    Agreement with(AnswerSample other) {
        return vectors.entrySet().stream()
                .map(vector -> between(vector.getValue(), other.vectors.getOrDefault(vector.getKey(), Map.of())))
                .reduce(Agreement::and).orElse(Agreement.NONE);
    }

    /** A key that only one of them has is 0 in the other. */
    private static Agreement between(Map<String, Float> one, Map<String, Float> other) {
        Set<String> keys = new LinkedHashSet<>(one.keySet());
        keys.addAll(other.keySet());
        float[] ones = new float[keys.size()];
        float[] others = new float[keys.size()];
        int i = 0;
        for (String key : keys) {
            ones[i] = one.getOrDefault(key, 0f);
            others[i++] = other.getOrDefault(key, 0f);
        }
        return Agreement.of(ones, others, keys.size());
    }
}
