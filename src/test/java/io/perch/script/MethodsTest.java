package io.perch.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MethodsTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("'abc'.length()", 3),
                arguments("''.isEmpty()", true),
                arguments("'abc'.charAt(1) == (char) 'b'", true),
                arguments("'abc'.codePointAt(0)", 97),
                arguments("'abc'.substring(1)", "bc"),
                arguments("'abc'.substring(0, 2)", "ab"),
                arguments("' a '.trim()", "a"),
                arguments("'Abc'.toLowerCase()", "abc"),
                arguments("'Abc'.toUpperCase()", "ABC"),
                arguments("'a'.concat('b')", "ab"),
                arguments("'a.a'.replace('.', '')", "aa"),
                arguments("'aa'.replace('', '-')", "-a-a-"),
                arguments("'abc'.replace('x', 'y')", "abc"), arguments("'aaa'.replace('aa', 'b')", "ba"),
                arguments("'a,b,,'.splitOnToken(',')", List.of("a", "b", "", "")),
                arguments("'a.b.c'.splitOnToken('.', 2)", List.of("a", "b.c")),
                arguments("'abc'.splitOnToken('')", List.of("abc")), arguments("'abc'.contains('bc')", true),
                arguments("'abc'.contains(new StringBuilder('bc'))", true),
                arguments("'abc'.startsWith('ab')", true),
                arguments("'abc'.startsWith('b', 1)", true),
                arguments("'abc'.endsWith('bc')", true),
                arguments("'abab'.indexOf('b')", 1),
                arguments("'abab'.indexOf('b', 2)", 3),
                arguments("'abab'.indexOf('b', -5)", 1),
                arguments("'abab'.indexOf('b', 99)", -1),
                arguments("'abab'.lastIndexOf('b')", 3),
                arguments("'abab'.lastIndexOf('b', 2)", 1),
                arguments("'a'.equals('a')", true),
                arguments("'a'.equals(1)", false),
                arguments("'A'.equalsIgnoreCase('a')", true),
                arguments("'A'.equalsIgnoreCase(null)", false),
                arguments("'a'.compareTo('b')", -1),
                arguments("'a'.toString()", "a"),
                arguments("'grün'.encodeBase64()", "Z3LDvG4="),
                arguments("'Z3LDvG4='.decodeBase64()", "grün"),
                arguments("String.valueOf(null)", "null"),
                arguments("String.valueOf([1])", "[1]"),
                arguments("String.join(', ', ['a', 1, null])", "a, 1, null"),
                arguments("['a', 'b'].join('-')", "a-b"),
                arguments("'a\"\\\\b'.replace('\\\\', '\\\\\\\\').replace('\"', '\\\\\"')", "a\\\"\\\\b"));
    }

    static Stream<Arguments> builders() {
        return Stream.of(
                arguments("new StringBuilder().append('a').append(1).append(2.5).append(null).append([1]).append(true)"
                        + ".toString()", "a12.5null[1]true"),
                arguments("def b = new StringBuilder('ab'); b.append(b); b.toString()", "abab"),
                arguments("new StringBuilder('ac').insert(1, 'b')", "abc"),
                arguments("new StringBuilder('abc').reverse()", "cba"),
                arguments("new StringBuilder('abc').deleteCharAt(2)", "ab"),
                arguments("new StringBuilder('abc').delete(0, 2)", "c"),
                arguments("new StringBuilder('abc').replace(0, 2, 'x')", "xc"),
                arguments("new StringBuilder('abc').length()", 3),
                arguments("def b = new StringBuilder('abc,'); b.setLength(b.length() - 1); b", "abc"),
                arguments("def b = new StringBuilder('abc'); b.setCharAt(0, 'x'); b.toString()", "xbc"),
                arguments("new StringBuilder('abc').charAt(1) == (char) 'b'", true),
                arguments("new StringBuilder('abab').indexOf('b')", 1),
                arguments("new StringBuilder('abab').lastIndexOf('b')", 3),
                arguments("new StringBuilder('abc').substring(1)", "bc"),
                arguments("new StringBuilder('abc').substring(0, 1)", "a"),
                arguments("new StringBuilder('a').append('xyz', 1, 2)", "ay"));
    }

    static Stream<Arguments> collections() {
        return Stream.of(
                arguments("def l = [1]; l.add(2); l.add(0, 0); l", List.of(0, 1, 2)),
                arguments("def l = [1, 2, 3]; l.remove(0) + l.size()", 3),
                arguments("[1, 2].get(1)", 2),
                arguments("def l = [1]; l.set(0, 'x'); l", List.of("x")),
                arguments("[].isEmpty()", true),
                arguments("[1, [2]].contains([2])", true),
                arguments("[1, 2].contains(2L)", false),
                arguments("[1, 2, 1].indexOf(1)", 0),
                arguments("[1, 2, 1].lastIndexOf(1)", 2),
                arguments("[1].indexOf(9)", -1),
                arguments("def l = [1]; l.addAll([2, 3]); l", List.of(1, 2, 3)),
                arguments("def l = [1]; l.addAll(0, [2, 3]); l", List.of(2, 3, 1)),
                arguments("def l = [1]; l.addAll(l); l", List.of(1, 1)),
                arguments("[1, 2, 3].subList(1, 3)", List.of(2, 3)),
                arguments("[1, 2].containsAll([2])", true),
                arguments("[1, 2.5].sum()", 3.5),
                arguments("def l = [1]; l.clear(); l", List.of()),
                arguments("[1, 2].toString()", "[1, 2]"),
                arguments("[1, [2]].equals([1, [2]])", true),
                arguments("def l = [3, 1.5, 2]; Collections.sort(l); l", List.of(1.5, 2, 3)),
                arguments("Collections.max(['a', 'b'])", "b"),
                arguments("Collections.min([2, 1L])", 1L),
                arguments("def l = [1, 2]; Collections.reverse(l); l", List.of(2, 1)),
                arguments("Arrays.asList(new int[] {1, 2})", List.of(1, 2)),
                arguments("Collections.emptyList()", List.of()),
                arguments("def i = [1, 2].iterator(); def n = 0; while (i.hasNext()) n += i.next(); n", 3),
                arguments("new ArrayList([1]).size()", 1), arguments("new HashSet([1, 1, 2]).size()", 2),
                arguments("def s = new HashSet(); s.add('a') && !s.add('a') && s.contains('a') && s.remove('a') && s.isEmpty()",
                        true),
                arguments("['a': 1].get('a')", 1),
                arguments("['a': 1].getOrDefault('b', 2)", 2),
                arguments("['a': null].getOrDefault('a', 2)", null),
                arguments("def m = [:]; m.put('a', 1); m.put('a', 2) + m.size()", 2),
                arguments("['a': 1].containsKey('a')", true),
                arguments("['a': [1]].containsValue([1])", true),
                arguments("def m = ['a': 1]; m.remove('a') + m.size()", 1),
                arguments("def m = ['a': 1]; m.putAll(['b': 2]); m", Map.of("a", 1, "b", 2)),
                arguments("def m = ['a': 1]; m.putIfAbsent('a', 5); m.a", 1),
                arguments("['a': 1].keySet()", List.of("a")),
                arguments("['a': 1].values()", List.of(1)),
                arguments("['a': 1].isEmpty()", false),
                arguments("def s = ''; for (e in ['a': 1].entrySet()) s += e.getKey() + e.getValue(); s", "a1"),
                arguments("def m = ['a': 1]; for (e in m.entrySet()) e.setValue(2); m.a", 2),
                arguments("new LinkedHashMap(['a': 1]).toString()", "{a=1}"),
                arguments("[1: 'x'].get(1)", "x"),
                arguments("[null: 1].size()", 1),
                arguments("['a': 1].equals(['a': 1])", true));
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                arguments("Math.max(1, 2)", 2.0),
                arguments("Math.min(1.5, 2)", 1.5),
                arguments("Math.abs(-1)", 1.0),
                arguments("Math.round(2.5)", 3L),
                arguments("Math.floor(2.7)", 2.0),
                arguments("Math.ceil(2.1)", 3.0),
                arguments("Math.sqrt(9)", 3.0),
                arguments("Math.pow(2, 10)", 1024.0),
                arguments("(int) Math.log10(100)", 2), arguments("Math.PI > 3.14 && Math.E < 2.72", true),
                arguments("Integer.parseInt('12')", 12),
                arguments("Integer.parseInt('ff', 16)", 255),
                arguments("Integer.valueOf('3')", 3),
                arguments("Integer.valueOf(3)", 3),
                arguments("Integer.toString(3)", "3"),
                arguments("Integer.MAX_VALUE", 2147483647),
                arguments("Integer.toHexString(255)", "ff"),
                arguments("Integer.compare(1, 2)", -1),
                arguments("Long.parseLong('5000000000')", 5000000000L),
                arguments("Long.toString(5)", "5"),
                arguments("Long.MIN_VALUE", Long.MIN_VALUE),
                arguments("Double.parseDouble('1.5')", 1.5),
                arguments("Double.valueOf('2')", 2.0),
                arguments("Double.isNaN(Double.NaN)", true),
                arguments("Double.toString(0.1)", "0.1"),
                arguments("Float.parseFloat('0.5')", 0.5f),
                arguments("Boolean.parseBoolean('true')", true),
                arguments("Boolean.TRUE", true),
                arguments("Character.isDigit('5'.charAt(0))", true),
                arguments("Character.isDigit('x')", false),
                arguments("Character.isLetter('x')", true),
                arguments("Character.isWhitespace(' ')", true),
                arguments("Character.toUpperCase('x')", "X"),
                arguments("Character.getNumericValue('7')", 7),
                arguments("Character.toString('x'.charAt(0))", "x"),
                arguments("2.7.intValue()", 2),
                arguments("3.doubleValue()", 3.0),
                arguments("params.n.floatValue()", 1.5f),
                arguments("params.n.longValue()", 1L),
                arguments("params.n.toString()", "1.5"),
                arguments("1.compareTo(2)", -1),
                arguments("new BigDecimal('12.9').intValue()", 12),
                arguments("new BigDecimal(3).toString()", "3"),
                arguments("new BigDecimal('1e3').doubleValue()", 1000.0),
                arguments("new BigDecimal('1').compareTo(new BigDecimal('1.0'))", 0),
                arguments("true.booleanValue()", true), arguments("1.equals(1L)", false));
    }

    @ParameterizedTest
    @MethodSource({"texts", "builders", "collections", "numbers"})
    void give(String script, Object value) {
        assertThat(Run.of(script, "{\"n\":1.5}")).isEqualTo(value);
    }

    /** A value that nothing is known about before the run finds the same methods. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "'abc'  | substring(1) | bc",
        "'abc' | length() | 3",
        "[1, 2] | size() | 2",
        "[1, 2] | get(1) | 2",
        "['a': 5] | get('a') | 5",
        "2.5    | intValue() | 2",
        "new StringBuilder('ab') | reverse() | ba",
        "true | toString() | true",
        "[1: 2] | keySet() | [1]",
        "new HashSet([1]) | remove(1) | true",
        "'x'.charAt(0) | charValue() | x",
        "[1] | remove(0) | 1"})
    void giveTheSameToWhoeverDoesNotDeclareTypes(String value, String call, String given) {
        assertThat(Run.of("def x = " + value + "; '' + x." + call)).isEqualTo(given);
    }

    @Test
    void aListMayHoldNothing() {
        assertThat(Run.of("def l = [null]; l.add(null); l")).isEqualTo(Arrays.asList(null, null));
    }
}
