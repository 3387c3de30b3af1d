package io.perch.connector.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

    private static final String ODD = "p/ä\"ss\\wörd+ 1=ß\n😀&<x>'";

    @Test
    void leavesOtherTextAlone() {
        String text = "Incorrect API key provided";

        assertThat(masking("sk-abcdef").apply(text)).isSameAs(text);
        assertThat(masking("sk-abcdef").apply("")).isEmpty();
        assertThat(masking("sk-abcdef").apply(null)).isNull();
        assertThat(Masking.NONE.apply("sk-abcdef")).isEqualTo("sk-abcdef");
    }

    @Test
    void masksEachOccurrence() {
        assertThat(masking("sk-abcdef").apply("key sk-abcdef, again: sk-abcdef")).isEqualTo("key ***, again: ***");
        assertThat(masking("sk-abcdef").apply("sk-abcdef")).isEqualTo("***");
        assertThat(masking("sk-abcdef").apply("sk-abcdefsk-abcdef")).isEqualTo("***");
    }

    @Test
    void masksEverySecret() {
        assertThat(masking("first-one", "second-one").apply("a first-one b second-one c")).isEqualTo("a *** b *** c");
    }

    /** Replaced one after the other, the second would no longer be found whole, and its end would show. */
    @Test
    void masksSecretsThatOverlap() {
        assertThat(masking("abcdef", "defghi").apply("-abcdefghi-")).isEqualTo("-***-");
        assertThat(masking("defghi", "abcdef").apply("-abcdefghi-")).isEqualTo("-***-");
        assertThat(masking("abcd", "abcdefgh").apply("-abcdefgh-")).isEqualTo("-***-");
    }

    @Test
    void masksASecretThatOverlapsItself() {
        assertThat(masking("aXaXa").apply("-aXaXaXa-")).isEqualTo("-***-");
    }

    @Test
    void leavesValuesOfLessThanFourCharacters() {
        assertThat(masking("abc", "1", "").apply("1 abc 1")).isEqualTo("1 abc 1");
        assertThat(masking("abcd").apply("1 abcd 1")).isEqualTo("1 *** 1");
    }

    @Test
    void masksWhatJsonMakesOfIt() throws JsonProcessingException {
        String once = new ObjectMapper().writeValueAsString(ODD);
        String twice = new ObjectMapper().writeValueAsString(once);

        hidden("[" + once + "]", "[\"***\"]");
        hidden("[" + twice + "]", "[\"\\\"***\\\"\"]");
        hidden(once.replace("/", "\\/"), "\"***\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "p\\/\\u00e4\\\"ss\\\\w\\u00f6rd+ 1=\\u00df\\n\\ud83d\\ude00&<x>'",
        "p/\\u00E4\\u0022ss\\u005Cw\\u00F6rd\\u002B\\u00201\\u003D\\u00DF\\u000A\\uD83D\\uDE00\\u0026\\u003cx\\u003e\\u0027",
        "p\\\\/\\\\u00e4\\\\\\\"ss\\\\\\\\w\\\\u00f6rd+ 1=\\\\u00df\\\\n\\\\ud83d\\\\ude00&<x>'"})
    void masksWhatOtherJsonWritersMakeOfIt(String written) {
        hidden("<" + written + ">", "<***>");
    }

    @Test
    void masksWhatJacksonEscapesToAscii() {
        char[] escaped = JsonStringEncoder.getInstance().quoteAsString("key\twith\rcontrols\b\f\u0001");

        assertThat(masking("key\twith\rcontrols\b\f\u0001").apply("<" + new String(escaped) + ">")).isEqualTo("<***>");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "p%2F%C3%A4%22ss%5Cw%C3%B6rd%2B%201%3D%C3%9F%0A%F0%9F%98%80%26%3Cx%3E%27",
        "p/%c3%a4%22ss%5cw%c3%b6rd+%201=%c3%9f%0a%f0%9f%98%80&%3cx%3e'",
        "p%252F%25C3%25A4%2522ss%255Cw%25C3%25B6rd%252B%25201%253D%25C3%259F%250A%25F0%259F%2598%2580%2526%253Cx%253E%2527"})
    void masksItInUrls(String written) {
        hidden("https://host/?key=" + written, "https://host/?key=***");
    }

    @Test
    void masksItInForms() {
        hidden("key=" + URLEncoder.encode(ODD, StandardCharsets.UTF_8) + "&b=1", "key=***&b=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "p/ä&quot;ss\\wörd+ 1=ß\n😀&amp;&lt;x&gt;&#39;",
        "p&#x2F;&#228;&quot;ss&#92;w&#xF6;rd&#43; 1&#x3d;&#xDF;&#10;&#128512;&amp;&lt;x&gt;&#x27;"})
    void masksItInHtml(String written) {
        hidden("<b>" + written + "</b>", "<b>***</b>");
    }

    @Test
    void masksBackslashesInARow() throws JsonProcessingException {
        String path = "C:\\\\server\\\\\\share";

        assertThat(masking(path).apply(path)).isEqualTo("***");
        assertThat(masking(path).apply(new ObjectMapper().writeValueAsString(path))).isEqualTo("\"***\"");
    }

    /** With {@code user:} before and something behind it, the secret's bits lie across the characters in three ways. */
    @ParameterizedTest
    @ValueSource(strings = {"", "u:", "us:", "use:", "user:"})
    void masksItInBase64(String before) {
        String secret = "sk-?>abcdefgh~~/1234567890";
        byte[] bytes = (before + secret + "!").getBytes(StandardCharsets.UTF_8);

        for (String encoded : List.of(Base64.getEncoder().encodeToString(bytes), Base64.getUrlEncoder().encodeToString(bytes))) {
            String shown = masking(secret).apply("Basic " + encoded + " end");
            assertThat(shown).startsWith("Basic ").contains("***").endsWith(" end");
            // a character on each side belongs to the neighbours too, and some of before and behind are whole
            assertThat(shown.length()).as(shown).isLessThan("Basic  end".length() + 3 + 4 + before.length() * 4 / 3 + 4);
        }
    }

    @Test
    void masksTheTokenBehindAScheme() {
        assertThat(masking("Bearer sk-abcdef").apply("bad key sk-abcdef; Bearer sk-abcdef")).isEqualTo("bad key ***; ***");
        assertThat(masking("Open sesame").apply("sesame rolls")).as("a word is not a token").isEqualTo("sesame rolls");
    }

    @Test
    void masksSpecialCharactersOfRegexes() {
        assertThat(masking("a.*(b)[c]^$|{2}?").apply("<a.*(b)[c]^$|{2}?> aXX(b)")).isEqualTo("<***> aXX(b)");
        assertThat(masking("\\Qabc\\E").apply("<\\Qabc\\E> abc")).isEqualTo("<***> abc");
    }

    private static void hidden(String text, String expected) {
        assertThat(masking(ODD).apply(text)).isEqualTo(expected);
    }

    private static Masking masking(String... secrets) {
        return Masking.of(Stream.of(secrets).map(Secret::of).toList());
    }
}
