package io.perch.predict.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordListTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            blockword   | a blockword here         | true
            blockword   | a BlockWord!             | true
            blockword   | ablockword               | false
            blockword   | blockwords               | false
            two words   | these two  words, now    | true
            two words   | two other words          | false
            two words   | two-words                | true
            ｆｕｌｌ    | FULL width               | true
            full        | ｆｕｌｌ width           | true
            straße      | die Straße               | true
            坏词        | 这是坏词吗               | true
            坏词        | 坏的词                   | false
            naïve       | nai\u0308ve              | true
            secret      | se\u200bcret             | true""")
    void wordsAreFoundWhole(String entry, String text, boolean found) {
        assertThat(WordList.of(List.of(entry)).isIn(text)).isEqualTo(found);
    }

    @Test
    void phrasesOfAllLengthsAreFoundBesideWords() {
        WordList list = WordList.of(List.of("a b", "a b c d", "word"));

        assertThat(list.size()).isEqualTo(3);
        assertThat(list.isIn("x a b c")).isTrue();
        assertThat(list.isIn("a x b")).isFalse();
        assertThat(list.isIn("some word")).isTrue();
    }

    @Test
    void anEntryWithoutWordsIsNone() {
        assertThat(WordList.of(List.of("", " ", "!!")).size()).isZero();
        assertThat(WordList.of(List.of()).isIn("anything")).isFalse();
    }
}
