package io.perch.predict.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.model.Delta;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HeldBackTest {

    private static final int WINDOW = 20;

    private final Rules rules = new Rules(List.of(Forbidden.of("secret \\d+")),
            List.of(new StopWordList("s", WordList.of(List.of("kill", "two words")), false)));
    private final HeldBack held = new HeldBack(rules, WINDOW, finding -> {
        throw new IllegalStateException(finding.rule() + " in " + finding.path());
    });
    private final List<Delta> out = new ArrayList<>();

    private void pass(String... texts) {
        for (String text : texts) {
            out.addAll(held.pass(new Delta(text, false, null)));
        }
    }

    private String text() {
        return out.stream().map(Delta::content).collect(Collectors.joining());
    }

    @Test
    void whatIsFarEnoughBehindLeaves() {
        pass("0123456789 ", "0123456789 ", "0123456789 ");
        assertThat(text()).isEqualTo("0123456789 ");

        out.addAll(held.pass(Delta.LAST));
        assertThat(text()).isEqualTo("0123456789 0123456789 0123456789 ");
        assertThat(out.getLast().last()).isTrue();
    }

    @Test
    void whatSpansPiecesIsFoundBeforeItsBeginningHasLeft() {
        pass("all is well so far, ", "and the sec");
        assertThatThrownBy(() -> pass("ret 4", "2 is ")).hasMessage("regex[0] in content");
        assertThat(text()).doesNotContain("sec");
    }

    @Test
    void aWordThatGoesOnIsAnotherWord() {
        pass("a ", "kill", "er ", "whale ");
        out.addAll(held.rest());
        assertThat(text()).isEqualTo("a killer whale ");
    }

    @Test
    void aWordAtTheEndIsLookedAt() {
        pass("a ", "kill");
        assertThatThrownBy(held::rest).hasMessage("stop_words[0] in content");
    }

    @Test
    void phrasesOverManyPiecesAreFound() {
        assertThatThrownBy(() -> pass("t", "w", "o", " ", "w", "o", "r", "d", "s", "."))
                .hasMessage("stop_words[0] in content");
    }

    @Test
    void otherTextsOfEventsAreLookedAtAsOneEach() {
        held.pass(new Delta("", false, "{\"id\":\"kill\",\"choices\":[{\"delta\":{\"tool\":{\"arguments\":\"ki\"}}}]}"));
        assertThatThrownBy(() -> held.pass(new Delta("", false, "{\"choices\":[{\"delta\":{\"tool\":{\"arguments\":\"ll it\"}}}]}")))
                .hasMessage("stop_words[0] in choices[0].delta.tool.arguments");
    }

    @Test
    void whatIsForgottenEndsWithAWord() {
        for (int i = 0; i < 60; i++) {
            pass("skill ");
        }
        out.addAll(held.rest());
        assertThat(text()).isEqualTo("skill ".repeat(60));
    }

    @Test
    void aLongRunWithoutBlanksIsNotHeldForEver() {
        pass("x".repeat(15), "x".repeat(15), "x".repeat(15), "x".repeat(15));
        assertThat(text()).isEqualTo("x".repeat(30));
    }

    @Test
    void aPieceWithoutTextKeepsItsPlace() {
        pass("some text");
        assertThat(held.pass(new Delta("", false, null))).isEmpty();
        assertThat(held.rest()).hasSize(2);
    }
}
