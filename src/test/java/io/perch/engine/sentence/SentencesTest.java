package io.perch.engine.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencesTest {

    /** Sentences are parted by a bar, which is not part of the text. */
    @ParameterizedTest
    @ValueSource(strings = {
        "One.",
        "no stop at all",
        "One. |Two! |Three? |Four",
        "First line\nof one sentence. |Second\r\none.",
        "Wait... |What?! |Really?!?",
        "well... maybe not. |It goes on… and on. |It ends… |Here.",
        // abbreviations
        "Dr. Smith met Mr. and Mrs. Jones. |They talked.",
        "See e.g. Newton, i.e. the first one, cf. Fig. 3 and pp. 4 to 5. |Done.",
        "It has fruit, nuts, etc. |The rest is sugar.",
        "It has nuts, etc. and sugar.",
        "Acme Inc. was sold. |It belongs to Acme Inc. |The price is unknown.",
        "Foo Co. Ltd. makes shoes. |Sammy Davis Jr. sang.",
        "J. R. R. Tolkien and George W. Bush. |Next.",
        "The U.S. Senate voted at 5 p.m. on Monday. |He lives in the U.S. |She does not.",
        "He has a Ph.D. |He is a doctor of St. Mary's. |No. |It was No. 5 on Jan. 3.",
        "Smith vs. Jones (approx. 5 pages). |End.",
        // numbers
        "Pi is 3.14. |It costs 1.000,50 or $1,000.50. |Version 2.1.3 is out.",
        "1. Take flour. |2. Add water. |It was in 1999. |Then came 2000.",
        "Look at example.com or a.b.c today. |Done.",
        // what closes behind the stop
        "He said \"Stop.\" |Then he left. |“Why?” |Nobody knew.",
        "\"Stop!\" he said. |“Really?” she asked. |(It was late.) |They left.",
        "« Bonjour.\u00a0» |Il partit. |[Sic.] |'Yes.' |End.",
        "It is (see p. 3.) and stays. |End.",
        // without blanks
        "今天天气很好。|我们去公园吧！|你来吗？|好",
        "「行きます。」と言った。|次の文。",
        "他说：「好。」|她走了。|温度是3．5度。|完",
        "你好!|我是小王.|再见",
        "한국어 문장입니다. |두 번째입니다.",
        "यह एक वाक्य है। |दूसरा वाक्य। |هل هذا سؤال؟ |نعم.",
        // emoji
        "Great! |😀 Next one. |Nice!🎉 |Then 👩‍👩‍👧‍👦 came. |Ok.👍🏽 |End 😀",
        // empty lines
        "A heading\n\n|Some text. |More\r\n\r\n|- entry\n \n|- entry\u2029|last"})
    void endsWhereAReaderEndsThem(String barred) {
        List<String> expected = Arrays.stream(barred.split("\\|")).map(String::strip).toList();
        String text = barred.replace("|", "");

        List<Sentence> found = Sentences.of(text);

        assertThat(found).extracting(sentence -> text.substring(sentence.start(), sentence.end())).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n \t\u00a0"})
    void blanksAreNoSentence(String text) {
        assertThat(Sentences.of(text)).isEmpty();
    }

    @Test
    void countsInUtf16AndLeavesBlanksOut() {
        assertThat(Sentences.of("  😀 One.  \n Two. ")).containsExactly(new Sentence(2, 9), new Sentence(13, 17));
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", ". . .", "?!", "\"\"\"", "\ud83d.", "\udc26 . \ud83d", "\u0000\u0007. \u001b", "。。。", "😀"})
    void anyTextHasSentencesInOrder(String odd) {
        String text = odd.repeat(3);
        int from = 0;
        for (Sentence sentence : Sentences.of(text)) {
            assertThat(text.substring(from, sentence.start())).isBlank();
            assertThat(sentence.end()).isGreaterThan(sentence.start());
            from = sentence.end();
        }
        assertThat(text.substring(from)).isBlank();
    }

    @Test
    void aMegabyteOfStopsIsNoHarderThanAMegabyteOfText() {
        assertThat(Sentences.of("a. ".repeat(350_000))).hasSize(350_000);
        assertThat(Sentences.of("1. ".repeat(350_000))).hasSize(1);
        assertThat(Sentences.of("x.".repeat(500_000) + ")".repeat(500_000))).hasSize(1);
        assertThat(Sentences.of("a" + " ".repeat(1_000_000) + "b")).hasSize(1);
    }
}
