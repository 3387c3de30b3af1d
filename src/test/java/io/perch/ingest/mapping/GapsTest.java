package io.perch.ingest.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perch.path.JsonText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is missing among others, and where nothing is written therefore. */
class GapsTest {

    private static JsonNode json(String text) {
        return JsonText.tree(text).orElseThrow();
    }

    @Test
    void whatIsMissingIsLeftOutOfAllListsOfThisLength() {
        Gaps gaps = Gaps.among(List.of(json("[1, null, 3, 4]"), json("[5, 6, null, 8]"), json("[9, 10, 11, 12]")));

        assertThat(gaps).isEqualTo(new Gaps(4, List.of(0, 3)));
        assertThat(gaps.without(json("[9, 10, 11, 12]"))).isEqualTo(json("[9, 12]"));
        assertThat(gaps.without(json("[1, 2]"))).isEqualTo(json("[1, 2]"));
        assertThat(gaps.without(List.of("a", "b", "c", "d"))).containsExactly("a", "d");
        assertThat(gaps.nothingThere()).isFalse();
    }

    @Test
    void whereNothingIsMissingNothingIsLeftOut() {
        assertThat(Gaps.among(List.of(json("[1, 2]"), json("\"text\"")))).isEqualTo(Gaps.NONE);
        assertThat(Gaps.among(List.of())).isEqualTo(Gaps.NONE);
        assertThat(Gaps.NONE.without(List.of())).isEmpty();
        assertThat(Gaps.NONE.nothingThere()).isFalse();
    }

    @Test
    void listsOfDifferentLengthsSayNothingOfEachOther() {
        assertThat(Gaps.among(List.of(json("[1, null]"), json("[null, 2, 3]")))).isEqualTo(Gaps.NONE);
    }

    @Test
    void nothingIsThereWhenAllOfItIsMissing() {
        assertThat(Gaps.among(List.of(json("[null, null]"))).nothingThere()).isTrue();
    }
}
