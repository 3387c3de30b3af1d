package io.perch.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each script is one expression; {@code params} holds an int 7, a long, a double, texts, a list and a map. */
class OperatorsTest {

    private static final String PARAMS = """
            {"seven":7, "long":5000000000, "half":0.5, "text":"abc", "yes":true, "list":[1,2.5,"x",null],
             "map":{"a":1,"b":{"c":"deep"}}, "nothing":null}""";

    static Stream<Arguments> values() {
        return Stream.of(
                // numbers
                arguments("1 + 2 * 3 - 4 / 2", 5),
                arguments("(1 + 2) * 3", 9),
                arguments("7 / 2", 3),
                arguments("-7 / 2", -3),
                arguments("-7 % 3", -1),
                arguments("7 / 2.0", 3.5),
                arguments("7.5 % 2", 1.5),
                arguments("1 / 2f", 0.5f),
                arguments("10L / 4", 2L),
                arguments("2147483647 + 1", -2147483648),
                arguments("2147483647L + 1", 2147483648L),
                arguments("-2147483648", -2147483648),
                arguments("0x1F + 017", 46),
                arguments("0xFL", 15L),
                arguments("1e3", 1000.0),
                arguments("2.5e-3d", 0.0025), arguments("3f", 3f), arguments("params.seven * 2", 14),
                arguments("params.long + params.seven", 5000000007L),
                arguments("params.half * 4", 2.0),
                arguments("-params.half", -0.5),
                arguments("- -3", 3),
                arguments("+3", 3),
                arguments("~5", -6),
                arguments("1.0 / 0", Double.POSITIVE_INFINITY),
                // bits
                arguments("6 & 3", 2),
                arguments("6 | 3", 7),
                arguments("6 ^ 3", 5),
                arguments("1 << 33", 2),
                arguments("1L << 33", 8589934592L),
                arguments("-8 >> 1", -4),
                arguments("-8 >>> 28", 15),
                arguments("true & false", false),
                arguments("true ^ false", true),
                // comparisons
                arguments("1 < 2", true),
                arguments("2 <= 1.5", false),
                arguments("params.seven >= 7", true),
                arguments("1 > 1", false),
                arguments("1 == 1.0", true),
                arguments("params.seven == 7L", true),
                arguments("1 != 2", true),
                arguments("'a' == 'a'", true),
                arguments("params.text == 'abc'", true),
                arguments("params.nothing == null", true),
                arguments("params.absent != null", false),
                arguments("null == null", true),
                arguments("'1' == 1", false),
                arguments("[1, [2]] == [1, [2]]", true),
                arguments("[1] == [1L]", false),
                arguments("['a': [1]] == ['a': [1]]", true),
                arguments("['a': 1] == ['a': 2]", false),
                arguments("[1] === [1]", false), arguments("'a' === 'a'", true), arguments("1 !== 2", true),
                arguments("params.list === params.list", true),
                arguments("'abc'.charAt(0) == (char) 'a'", true),
                arguments("'abc'.charAt(0) == 'a'", false),
                // logic
                arguments("true && false", false),
                arguments("true || false", true),
                arguments("!true", false),
                arguments("false && params.nothing.x == 1", false),
                arguments("true || params.nothing.x == 1", true),
                arguments("1 < 2 && 2 < 3 || false", true), arguments("!(1 == 2)", true),
                // choices
                arguments("params.yes ? 'a' : 'b'", "a"),
                arguments("false ? 1 : true ? 2 : 3", 2),
                arguments("params.nothing ?: 'other'", "other"),
                arguments("params.text ?: 'other'", "abc"),
                arguments("null ?: null ?: 3", 3),
                arguments("1 + 1 == 2 ? 'two' : 'no'", "two"),
                // texts
                arguments("'a' + 1 + 2", "a12"),
                arguments("1 + 2 + 'a'", "3a"),
                arguments("'a' + null", "anull"),
                arguments("'' + 1.0", "1.0"),
                arguments("'' + 1e10 + ' ' + 1.0e-5f", "1.0E10 1.0E-5"),
                arguments("'x' + params.list", "x[1, 2.5, x, null]"),
                arguments("'' + params.map", "{a=1, b={c=deep}}"),
                arguments("params.text + params.seven", "abc7"),
                arguments("'' + true + (char) 65", "trueA"), arguments("\"it's\" + 'a \"b\"'", "it'sa \"b\""),
                arguments("'a\\\\b' + \"\\\"\"", "a\\b\""),
                arguments("'\\n\\t\\u0041\\/'", "\n\tA/"),
                arguments("'a\nb'", "a\nb"),
                // types
                arguments("params.text instanceof String", true),
                arguments("params.seven instanceof Integer", true),
                arguments("params.seven instanceof int", true),
                arguments("params.seven instanceof Long", false),
                arguments("params.list instanceof List", true), arguments("params.map instanceof Map", true),
                arguments("params.nothing instanceof String", false),
                arguments("params.half instanceof Number", true),
                arguments("!(params.text instanceof Map)", true),
                arguments("new int[1] instanceof List", false),
                arguments("(int) 3.9", 3),
                arguments("(int) params.half", 0),
                arguments("(long) 1", 1L),
                arguments("(double) 1", 1.0),
                arguments("(float) 0.1", 0.1f),
                arguments("(int) (char) 'A'", 65),
                arguments("(String) (char) 66", "B"),
                arguments("(char) 'C'", "C"),
                arguments("(int) 1e20", 2147483647),
                arguments("(String) params.text", "abc"),
                arguments("(def) 3 + 1", 4), arguments("(int) 7.9 / 2", 3),
                // lists and maps
                arguments("[1, 'b', [true]]", List.of(1, "b", List.of(true))),
                arguments("[]", List.of()),
                arguments("[:]", Map.of()),
                arguments("['a': 1, 'b': [2]]", Map.of("a", 1, "b", List.of(2))),
                arguments("['a' + 'b': 1].ab", 1),
                arguments("params.list[0] + params.list[1]", 3.5),
                arguments("params.list[-2]", "x"),
                arguments("params.list.2", "x"),
                arguments("params.list.length", 4),
                arguments("params.map.b.c", "deep"),
                arguments("params['map']['b']['c']", "deep"),
                arguments("params.map.absent", null),
                arguments("params?.absent?.deeper", null),
                arguments("params.absent?.size()", null),
                arguments("params.map?.b?.c", "deep"),
                arguments("['float': 1].float", 1),
                arguments("['if': 1].if", 1),
                arguments("['length': 5].length", 5),
                arguments("['empty': 5].empty", 5),
                arguments("params.list.empty", false),
                arguments("new int[3].length", 3),
                arguments("new int[2]", List.of(0, 0)),
                arguments("new String[] {'a', 'b'}[1]", "b"),
                arguments("new double[] {1, 2}", List.of(1.0, 2.0)),
                arguments("new Double[1]", Arrays.asList((Object) null)),
                arguments("new boolean[1]", List.of(false)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void have(String script, Object value) {
        assertThat(Run.of(script, PARAMS)).isEqualTo(value);
        assertThat(Run.of("return " + script + ";", PARAMS)).isEqualTo(value);
    }

    /** A number, a text and a list between them. */
    @ParameterizedTest
    @ValueSource(strings = {
        "int i = 1; i += 2.7; i == 3",
        "def i = 1; i += 2.5; i == 3.5",
        "String s = null; s += 1; s == 'null1'",
        "String s = 'a'; s += 'b'; s += 1; s == 'ab1'",
        "int i = 7; i /= 2; i *= 5; i -= 1; i %= 4; i == 2",
        "int i = 1; i <<= 4; i |= 1; i ^= 3; i &= 30; i >>= 1; i == 9",
        "int i = 5; int j = i++ + ++i; i == 7 && j == 12",
        "int i = 5; int j = i-- - --i; i == 3 && j == 2",
        "def a, b; a = b = 3; a + b == 6",
        "Map m = ['n': 1]; m.n++; m['n'] += 5; m.x = m.n; m.x == 7",
        "List l = [1, 2]; l[0] = 5; l[-1]++; l.0 += 1; l[0] + l[1] == 9",
        "int[] a = new int[2]; a[1] = 4; a[0] += a[1]; a[0] == 4",
        "Double d = 1; d == 1.0 && d instanceof Double",
        "long l = 3; l instanceof Long",
        "double d = params.seven; d == 7.0",
        "char c = 'x'; c++; c == (char) 'y'",
        "float f = 1; f += 0.5; f instanceof Float && f == 1.5f",
        "boolean b; int i; double d; String s; def o; b == false && i == 0 && d == 0.0 && s == null && o == null",
        "int turns = 0; def l = [turns++, turns++]; l[turns - 2]++; turns == 2 && l[0] == 1"})
    void assign(String script) {
        assertThat(Run.of(script, PARAMS)).isEqualTo(true);
    }
}
