package io.perch.connector.template;

import static io.perch.connector.template.Given.body;
import static io.perch.connector.template.Given.json;
import static io.perch.connector.template.Given.request;
import static io.perch.connector.template.Given.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.perch.base.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    private static final String NOBODY = "{}";

    /** Template, parameters of the request, what comes out. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        // values
        "{'prompt':'${parameters.prompt}','n':${parameters.n:-3}} | {'prompt':'hi'} | {'prompt':'hi','n':3}",
        "{'messages':${parameters.messages}} | {'messages':[{'role':'user'}]} | {'messages':[{'role':'user'}]}",
        "{'n':${parameters.n}} | {'n':7} | {'n':7}",
        "{'n':${parameters.n}} | {'n':'7'} | {'n':7}",
        "{'n':${parameters.n}} | {'n':-0.5e3} | {'n':-500.0}",
        "{'n':${parameters.n}} | {'n':'-0.5e3'} | {'n':-0.5e3}",
        "{'on':${parameters.on}} | {'on':true} | {'on':true}",
        "{'on':${parameters.on}} | {'on':'false'} | {'on':false}",
        "{'on':'${parameters.on}'} | {'on':true} | {'on':'true'}",
        "{'a':${parameters.a}} | {'a':'{}'} | {'a':{}}",
        "{'a':${parameters.a}} | {'a':' [1, 2] '} | {'a': [1, 2] }",
        "${parameters.inputs} | {'inputs':{'queries':['a']}} | {'queries':['a']}",
        "{'${parameters.key}':1} | {'key':'x'} | {'x':1}",
        "{'a':'${parameters.x}-${parameters.y}${parameters.x}'} | {'x':'1','y':'2'} | {'a':'1-21'}",
        "{'a':'${parameters.my key.v-1}'} | {'my key.v-1':'x'} | {'a':'x'}",
        // defaults
        "{'n':${parameters.n:-3}} | {'n':4} | {'n':4}",
        "{'n':${parameters.n:-3}} | {'n':null} | {'n':3}",
        "{'n':${parameters.n:-}} | {'n':4} | {'n':4}",
        "{'a':'${parameters.a:-}'} | {} | {'a':''}",
        "{'a':'${parameters.a:-b:-c}'} | {} | {'a':'b:-c'}",
        "{'a':'${parameters.a:-${parameters.b}}'} | {'b':'x'} | {'a':'x'}",
        "{'a':'${parameters.a:-${parameters.b}}'} | {'a':'y','b':'x'} | {'a':'y'}",
        "{'a':'${parameters.a:-(${parameters.b:-${parameters.c:-none}})}'} | {} | {'a':'(none)'}",
        "{'a':${parameters.a:-{'b':{'c':'}'}}}} | {} | {'a':{'b':{'c':'}'}}}",
        "{'a':${parameters.a:-{'b':{'c':'}'}}}} | {'a':1} | {'a':1}",
        "{'a':${parameters.a:-{'b':'${parameters.b:-x}'}}} | {} | {'a':{'b':'x'}}",
        "{'a':${parameters.a:-'${parameters.b}'}} | {'b':'x'} | {'a':'x'}",
        "[${parameters.history:-}{'role':'user'}${parameters.more:-}] | {} | [{'role':'user'}]",
        // null without quotes
        "{'a':'${parameters.a:-null}'} | {} | {'a':null}",
        "{'a':'${parameters.a:-null}'} | {'a':null} | {'a':null}",
        "{'a':'${parameters.a:-null}'} | {'a':'x'} | {'a':'x'}",
        "{'a':'${parameters.a:-null}'} | {'a':'null'} | {'a':'null'}",
        "{'a': ['${parameters.a:-null}','${parameters.b:-null}']} | {'b':'x'} | {'a': [null,'x']}",
        "{'a':' ${parameters.a:-null}'} | {} | {'a':' null'}",
        "{'a':'${parameters.a:-null} '} | {} | {'a':'null '}",
        "{'a':'${parameters.a:-null}${parameters.b:-null}'} | {} | {'a':'nullnull'}",
        "{'a':${parameters.a:-null}} | {} | {'a':null}",
        "{'a':${parameters.a:-'${parameters.b:-null}'}} | {} | {'a':null}",
        // null that was said, without a default
        "{'a':${parameters.a}} | {'a':null} | {'a':null}",
        "{'a':'${parameters.a}'} | {'a':null} | {'a':'null'}",
        // text that is no placeholder
        "{'a':'$${parameters.x}'} | {'x':'1'} | {'a':'${parameters.x}'}",
        "{'a':'$$${parameters.x}'} | {'x':'1'} | {'a':'$${parameters.x}'}",
        "{'a':'${parameters.a:-$${parameters.x}}'} | {'x':'1'} | {'a':'${parameters.x}'}",
        "{'a':'$ $$ ${ ${x} ${credential.x} ${parameters}'} | {} | {'a':'$ $$ ${ ${x} ${credential.x} ${parameters}'}"})
    void puts(String template, String request, String expected) {
        assertThat(body(quotes(template), request(quotes(request)))).isEqualTo(quotes(expected));
    }

    private static String quotes(String text) {
        return text.replace('\'', '"');
    }

    @Test
    void textInQuotesIsEscaped() {
        String said = "say \"hé\" / bye\\ \n\r\t\b\f\u0000\u001f\u007f\u2028 😀";

        String body = body("{\"a\":\"${parameters.a}\"}", text("a", said));

        assertThat(body).startsWith("{\"a\":\"say \\\"hé\\\" / bye\\\\ \\n\\r\\t\\b\\f\\u0000\\u001f");
        assertThat(json(body).path("a").textValue()).isEqualTo(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":\"b\"}", "[1,2]", "7", "true", "null", "\"x\"", "{'a':1}", "\\\"", "\\", "\\u0041",
        "${x", "}"})
    void textThatLooksLikeSomethingElseStaysText(String said) {
        String body = body("{\"a\":\"${parameters.a}\"}", text("a", said));

        assertThat(json(body).path("a").textValue()).isEqualTo(said);
    }

    @Test
    void jsonInQuotesIsItsText() {
        String body = body("{\"a\":\"${parameters.a}\"}", request("{\"a\":[{\"b\":\"c\\\"\"}]}"));

        assertThat(json(body).path("a").textValue()).isEqualTo("[{\"b\":\"c\\\"\"}]");
    }

    @Test
    void nothingInAValueIsAPlaceholder() {
        Parameters parameters = request("""
                {"prompt": "${parameters.secret} $${parameters.secret} ${parameters.x:-y}", "secret": "s",
                 "docs": ["${parameters.secret}", "${parameters.nobody}"]}""");

        String body = body("{\"a\":\"${parameters.prompt}\",\"b\":${parameters.docs},"
                + "\"c\":\"${parameters.d:-$${parameters.secret}}\"}", parameters);

        assertThat(json(body)).isEqualTo(json("""
                {"a": "${parameters.secret} $${parameters.secret} ${parameters.x:-y}",
                 "b": ["${parameters.secret}", "${parameters.nobody}"], "c": "${parameters.secret}"}"""));
    }

    @Test
    void twoValuesDoNotMakeAPlaceholder() {
        String body = body("{\"a\":\"${parameters.x}${parameters.y}\"}",
                request("{\"x\":\"${para\",\"y\":\"meters.x}\"}"));

        assertThat(body).isEqualTo("{\"a\":\"${parameters.x}\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\ude00", "a\ud83d\ud83d\ude00b", "\ude00\ud83d"})
    void halvesOfAPairSurviveTheWayThroughUtf8(String odd) {
        String body = body("{\"a\":\"${parameters.a}\"}", text("a", odd));

        byte[] sent = body.getBytes(StandardCharsets.UTF_8);
        assertThat(json(new String(sent, StandardCharsets.UTF_8)).path("a").textValue()).isEqualTo(odd);
    }

    @Test
    void wholePairsStayAsTheyAre() {
        assertThat(body("{\"a\":\"${parameters.a}\"}", text("a", "👩‍👩‍👧‍👦😀"))).isEqualTo("{\"a\":\"👩‍👩‍👧‍👦😀\"}");
    }

    @Test
    void aMegabyteGoesThroughWhole() {
        String said = "line \"quoted\" \\ 😀\n".repeat(60_000);

        String body = body("{\"a\":\"${parameters.a}\",\"n\":${parameters.n:-1}}", text("a", said));

        assertThat(json(body).path("a").textValue()).isEqualTo(said);
    }

    @Test
    void escapedQuotesOfATemplateDoNotEndItsString() {
        String body = body("{\"a\":\"he said \\\"${parameters.a}\\\" \\\\\",\"b\":${parameters.b}}",
                request("{\"a\":\"no\\\"\",\"b\":[1]}"));

        assertThat(json(body)).isEqualTo(json("{\"a\":\"he said \\\"no\\\"\\\" \\\\\",\"b\":[1]}"));
    }

    @Test
    void aBackslashBeforeAPlaceholderIsTheTemplatesOwnMatter() {
        assertThat(body("{\"a\":\"\\\\${parameters.a}\"}", request("{\"a\":\"n\"}"))).isEqualTo("{\"a\":\"\\\\n\"}");
    }

    @Test
    void asStringIsEscapedWhereverItStands() {
        Parameters parameters = request("{\"docs\":[\"a\\\"b\"]}");

        assertThat(body("{\"a\":\"Context: ${parameters.docs.toString()}\"}", parameters))
                .isEqualTo("{\"a\":\"Context: [\\\"a\\\\\\\"b\\\"]\"}");
        assertThat(Template.plain("{\"a\":\"${parameters.docs.toString()}\"}").render(parameters, new ArrayList<>()))
                .isEqualTo("{\"a\":\"[\\\"a\\\\\\\"b\\\"]\"}");
    }

    @Test
    void linesOfJsonStayLines() {
        String template = "{\"index\":{\"_id\":\"${parameters.id}\"}}\n"
                + "{\"text\":\"${parameters.text}\",\"tags\":${parameters.tags}}\n";

        String body = body(template, request("{\"id\":\"1\",\"text\":\"two\\nlines\",\"tags\":\"[\\n1,\\r\\n2]\"}"));

        assertThat(body.lines()).hasSize(2);
        assertThat(body.lines().map(Given::json)).containsExactly(
                json("{\"index\":{\"_id\":\"1\"}}"), json("{\"text\":\"two\\nlines\",\"tags\":[1,2]}"));
    }

    @Test
    void plainTextIsTakenAsItIs() {
        String rendered = Template.plain("a \"${parameters.x}\" ${parameters.y:-d}").render(request("{\"x\":\"\\\"\\n\"}"),
                new ArrayList<>());

        assertThat(rendered).isEqualTo("a \"\"\n\" d");
    }

    @Test
    void whatIsMissingStaysAndIsNamedOnce() {
        List<String> missing = new ArrayList<>();

        String rendered = Template.plain("${parameters.b}, ${parameters.a:-${parameters.c}}, ${parameters.b}, ${parameters.d:-x}")
                .render(request(NOBODY), missing);

        assertThat(rendered).isEqualTo("${parameters.b}, ${parameters.c}, ${parameters.b}, x");
        assertThat(missing).containsExactly("b", "c");
    }

    @Test
    void namesWhatItAsksFor() {
        Template template = Template.json("{\"${parameters.a}\":${parameters.b:-${parameters.c.toString()}},"
                + "\"${parameters.a}\":\"$${parameters.e}\"}");

        assertThat(template.names()).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"a\":\"${parameters.a}\"}",
        "{\"a\":${parameters.a}}",
        "{\"a\":${parameters.a:-{\"b\":1}},\"c\":\"${parameters.c:-x\\n}\"}",
        "{\"a\":\"${parameters.a:-null}\"}",
        " [${parameters.a}, {\"${parameters.k}\":1}]",
        "{\"a\":1}\n{\"a\":${parameters.a}}\n",
        "{}"})
    void isSoundWhenOnlyItsValuesCouldBreakIt(String template) {
        assertThat(Template.json(template).sound()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "${parameters.inputs}",
        "{\"a\":1${parameters.a}}",
        "{\"a\":-${parameters.a}}",
        "{\"a\":${parameters.a}.5}",
        "{\"a\":${parameters.a}${parameters.b}}",
        "[${parameters.a:-}{}]",
        "{\"a\":\"\\u00${parameters.a}\"}",
        "{${parameters.a}}",
        "{${parameters.a}:1}",
        "{\"${parameters.a:-null}\":1}",
        "{\"a\":\"${parameters.a:-\\x}\"}",
        "{\"a\":\"${parameters.a:-\n}\"}",
        "{\"a\":${parameters.a.toString()}}",
        "{\"a\":1}\n${parameters.a}\n",
        "{\"a\":1}\n{\"a\":${parameters.a:-[1,\n2]}}\n",
        "{\"a\":1} {\"a\":2}",
        "{\"a\":1",
        "\"${parameters.a}\"",
        ""})
    void isNotSoundWhenItCouldBreakByItself(String template) {
        assertThat(Template.json(template).sound()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{'a':'${parameters.x','b':1} | at character 7 (${parameters.x','b':1}) is not closed",
        "{'a':'${parameters.x:-d','b':1 | at character 7 (${parameters.x:-d','b':1) is not closed",
        "{'a':'${parameters.}'} | at character 7 (${parameters.}'}) has no name",
        "{'a':'${parameters.:-d}'} | at character 7 (${parameters.:-d}'}) has no name",
        "{'a':'${parameters.a${parameters.b}}'} | at character 7 (${parameters.a${parameters.b}}'}) is not closed",
    })
    void whatIsNoPlaceholderIsAFaultAndStaysText(String template, String fault) {
        String written = quotes(template);

        assertThat(Given.faultsOfParse(written)).singleElement().asString().contains(quotes(fault));
        assertThat(Template.json(written).render(request("{\"b\":\"${parameters.b}\"}")).text()).isEqualTo(written);
    }

    @Test
    void anUnclosedDefaultKeepsThePlaceholdersInIt() {
        assertThat(Template.plain("${parameters.a:-x ${parameters.b}").render(request("{\"b\":\"1\"}"), new ArrayList<>()))
                .isEqualTo("${parameters.a:-x 1");
    }

    @Test
    void aTemplateOfNothingButBeginningsIsReadInOneGo() {
        String beginnings = "${parameters.a:-".repeat(100_000);

        Template template = Template.json(beginnings);

        assertThat(template.faults()).hasSize(10);
        assertThat(template.render(request(NOBODY)).text()).isEqualTo(beginnings);
    }

    @Test
    void defaultsInDefaultsHaveAnEnd() {
        String nested = "${parameters.a:-".repeat(9) + "x" + "}".repeat(9);

        assertThat(Template.plain(nested).faults()).singleElement().asString().contains("stands in more than 8 others");
        assertThat(Template.plain("${parameters.a:-".repeat(8) + "x" + "}".repeat(8)).render(request(NOBODY), new ArrayList<>()))
                .isEqualTo("x");
    }

    @Test
    void aValueRepeatedWithoutMeasureIsRefused() {
        Template template = Template.json("[" + "\"${parameters.a}\",".repeat(200) + "0]");
        Parameters parameters = text("a", "x".repeat(1 << 20));

        assertThat(Given.refusal(ErrorCode.PAYLOAD_INVALID, () -> template.render(parameters)).reason())
                .isEqualTo("The payload is longer than 104857600 characters");
    }
}
