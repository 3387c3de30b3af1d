package io.perch.dev.bench.cases;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.perch.dev.bench.cases.Sentences.Sentence;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextsTest {

    private static final Map<String, String> WHOLE = Map.of("padding", "false", "truncation", "false");

    @Test
    void theRealTokenizerCountsTheSame() throws IOException {
        try (InputStream json = getClass().getResourceAsStream("/all-minilm-l6-v2-tokenizer.json");
                HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(json, WHOLE)) {
            for (Texts texts : Texts.values()) {
                assertThat(texts.list()).allSatisfy(
                        text -> assertThat(tokenizer.encode(text.text()).getIds()).as(text.text()).hasSize(text.tokens()));
            }
        }
    }

    @Test
    void mixedOnesAreOftenShortAndReachBothEnds() {
        List<Integer> lengths = Texts.MIXED.list().stream().map(Sentence::tokens).sorted().toList();

        assertThat(lengths.getFirst()).isEqualTo(Texts.SHORTEST);
        assertThat(lengths.getLast()).isBetween(126, Texts.LONGEST);
        assertThat(lengths.get(lengths.size() / 2)).isBetween(25, 26);
    }

    @Test
    void areTheSameEveryTimeAndDifferFromEachOther() {
        assertThat(Texts.MIXED.list()).isEqualTo(Texts.MIXED.list());
        assertThat(Texts.SHORT.list()).allMatch(text -> text.tokens() == 12).doesNotHaveDuplicates();
    }
}
