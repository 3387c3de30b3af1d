package io.perch.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused before a script ever runs, where, and why. */
class RefusalsTest {

    static Stream<Arguments> refused() {
        return Stream.of(
                // what Painless has and Perch does not
                arguments("def f = x -> x", 9, "functions as values"),
                arguments("def f = (x, y) -> x", 9, "functions as values"),
                arguments("def f = () -> 1", 9, "functions as values"),
                arguments("[1].forEach(x -> 1)", 13, "functions as values"),
                arguments("def f = Integer::parseInt", 9, "functions as values"),
                arguments("def f = params::get", 9, "functions as values"),
                arguments("def p = /a+/", 9, "regular expressions"),
                arguments("'a' =~ 'b'", 5, "regular expressions"),
                arguments("def p = Pattern.compile('a')", 9, "unknown variable 'Pattern'"),
                arguments("int[][] x", 1, "arrays of arrays"),
                arguments("byte b = 1", 1, "unknown type 'byte'"),
                arguments("List<String> l", 1, "no type parameters"),
                arguments("def l = new ArrayList<>()", 13, "no type parameters"),
                arguments("System.exit(1)", 1, "unknown variable 'System'"),
                arguments("params.getClass()", 8, "Map has no method getClass(); instanceof asks for a type"),
                arguments("''.class", 4, "a String has no 'class'"),
                arguments("new File('x')", 5, "a script cannot make a File, only ArrayList, BigDecimal"),
                arguments("new Thread()", 5, "a script cannot make a Thread"),
                arguments("new List()", 5, "a script cannot make a List, only"),
                arguments("new Error('x')", 5, "a script cannot make an Error"),
                arguments("this.x", 1, "there is no 'this'"),
                // names
                arguments("boilder.append(1); def builder", 1, "unknown variable 'boilder'"),
                arguments("def builder = 1; boilder + 1", 18, "unknown variable 'boilder'; did you mean 'builder'?"),
                arguments("int x = x", 9, "unknown variable 'x'"),
                arguments("{ int x = 1; } x", 16, "unknown variable 'x'"),
                arguments("Strng s = 'a'", 1, "unknown type 'Strng'; did you mean 'String'?"),
                arguments("int x; int x", 12, "there is a variable 'x' already"),
                arguments("def params = 1", 5, "there is a variable 'params' already"),
                arguments("params = 1", 8, "'params' cannot be assigned to"),
                arguments("escap('x')", 1, "unknown function 'escap'"),
                arguments("escape('x', 1)", 1, "unknown function 'escape'"),
                arguments("int f(int a) { return a; } f(1, 2)", 28, "f() takes 1 arguments, not 2"),
                arguments("int f(int a) { return a; } f('x')", 28, "an int, which is what 'a' of f() is"),
                arguments("int f() { return 1; } int f() { return 2; } f()", 27, "there is a function 'f' already"),
                arguments("int f(int a, int a) { return a; } 1", 18, "there is a parameter 'a' already"),
                arguments("def f() { return params.x; } f()", 18, "a function does not see 'params'"),
                arguments("int x = 1; int f() { return x; } f()", 29, "unknown variable 'x'"),
                // methods
                arguments("'a'.foo()", 5, "String has no method foo()"),
                arguments("'a'.sise()", 5, "String has no method sise()"),
                arguments("String s = 'a'; s.lenght()", 19, "String has no method lenght(); did you mean 'length'?"),
                arguments("'a,b'.split(',')", 7, "splitOnToken"),
                arguments("'a'.replaceAll('a', 'b')", 5, "replace(text, text)"),
                arguments("def s = 'a'; s.substr(1)", 16, "there is no method substr(); did you mean 'substring'?"),
                arguments("def s = 'a'; s.substring()", 16, "no method substring() takes 0 arguments"),
                arguments("'a'.substring(1, 2, 3)", 5, "String.substring() takes 1 or 2 arguments, not 3"),
                arguments("String.format('%s', 1)", 8, "put texts together with +"),
                arguments("Math.sum(1)", 6, "Math has no method sum()"),
                arguments("Math.TAU", 6, "there is no Math.TAU"),
                arguments("List.of(1)", 6, "List has no functions of its own"),
                arguments("'a'.length", 5, "a String has no 'length'; length() is a method"),
                arguments("[1].size", 5, "an ArrayList has no 'size'; size() is a method"),
                // types
                arguments("int i = 'a'", 5, "a String does not become an int"),
                arguments("int i = 1.5", 5, "a double does not become an int by itself; a cast (int)"),
                arguments("float f = 0.5", 7, "a double does not become a float by itself"),
                arguments("int i = 1; i = 2L", 14, "a long does not become an int"),
                arguments("String s = 1", 8, "an int does not become a String"),
                arguments("List l = [:]", 6, "a HashMap does not become a List"),
                arguments("if (1) { }", 5, "an int does not become a boolean"),
                arguments("while ('x') { }", 8, "a String does not become a boolean"),
                arguments("int f() { return 'x'; } f()", 11, "a String does not become an int"),
                arguments("void f() { return 1; } f()", 12, "returns nothing"),
                arguments("int f() { return; } f()", 11, "this function returns an int"),
                arguments("void x = 1", 1, "cannot be void"),
                arguments("int f(void a) { return 1; } 1", 7, "cannot be void"),
                arguments("[1 2]", 4, "found '2' where ',' or ']' is needed"),
                arguments("Math m = 1", 1, "Math has no values"),
                // shape
                arguments("int f(int a) { if (a > 1) return 1; } f(1)", 5, "function 'f' can end without a return"),
                arguments("int f() { while (true) { break; } } f()", 5, "function 'f' can end without a return"),
                arguments("if (true) { int f() { return 1; } }", 13, "outside of blocks"),
                arguments("break;", 1, "'break' stands outside of a loop"),
                arguments("int f() { continue; return 1; } for (;;) { f() }", 11, "'continue' stands outside of a loop"),
                arguments("def a = 1 def b = 2", 11, "found 'def' where ';' is needed"),
                arguments("foo(1", 6, "found the end of the script where ',' or ')' is needed"),
                arguments("if (true { }", 10, "found '{' where ')' is needed"),
                arguments("{ def a = 1;", 13, "found the end of the script where '}' is needed"),
                arguments("def a = ;", 9, "found ';' where a value is needed"),
                arguments("1 = 2", 3, "cannot be assigned to"),
                arguments("params?.x = 2", 11, "cannot be assigned to"),
                arguments("'a'++", 4, "cannot be assigned to"),
                arguments("for (int i = 0, j = 9; i < j; i++, j--) { }", 34, "found ',' where ')' is needed"),
                arguments("try { }", 8, "found the end of the script where 'catch' is needed"),
                arguments("try { } catch (Foo e) { }", 16, "unknown exception 'Foo'"),
                arguments("throw new Exception('a', 'b')", 11, "takes a message and nothing else"),
                arguments("", 1, "the script does nothing"),
                arguments("// nothing", 11, "the script does nothing"),
                // words
                arguments("def a = 'abc", 9, "a text begins here with ' and never ends"),
                arguments("1 /* a", 3, "a comment begins here and never ends"),
                arguments("def a = 'a\\x'", 11, "no escape in a text: \\x"),
                arguments("'\\u12'", 2, "four hexadecimal digits"),
                arguments("def a = 2147483648", 9, "is no number that fits its type"),
                arguments("12abc", 1, "is no number"),
                arguments("0xZZ", 1, "is no number"),
                arguments("def a = #", 9, "unexpected character '#'"),
                arguments("def a = 😀", 9, "unexpected character '😀'"),
                arguments("def int = 1", 5, "found 'int' where the name of a variable is needed"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void areRefusedWhereTheyStand(String script, int column, String reason) {
        ScriptFault fault = Run.fault(script);

        assertThat(fault.sort()).isEqualTo(ScriptFault.Sort.REFUSED);
        assertThat(fault.reason()).contains(reason);
        assertThat(fault.line()).isEqualTo(1);
        assertThat(fault.column()).isEqualTo(column);
    }

    @Test
    void linesAreCounted() {
        ScriptFault fault = Run.fault("def a = 1;\n\n  'x\ny' +\r\n  b");

        assertThat(fault).hasMessage("line 5, column 3: unknown variable 'b'");
    }

    @Test
    void nobodyNestsTheParserToDeath() {
        assertThat(Run.fault("(".repeat(100_000)).reason()).isEqualTo("nested more than 150 deep");
        assertThat(Run.fault("!".repeat(100_000)).reason()).isEqualTo("nested more than 150 deep");
        assertThat(Run.fault("{".repeat(100_000)).reason()).isEqualTo("nested more than 150 deep");
        assertThat(Run.fault("true ? ".repeat(100_000)).reason()).isEqualTo("nested more than 150 deep");
        assertThat(Run.fault("1" + " + 1".repeat(50_000)).reason()).isEqualTo("more than 1000 operators in one expression");
        assertThat(Run.fault("params" + ".x".repeat(50_000)).reason()).isEqualTo("more than 1000 operators in one expression");
        assertThat(Run.fault("params" + "[0]".repeat(50_000)).reason()).isEqualTo("more than 1000 operators in one expression");
    }

    @Test
    void typesOfDeepTreesAreFoundAtOnce() {
        assertThat(Run.of("(true ? ".repeat(70) + "1" + " : 2)".repeat(70))).isEqualTo(1);
        assertThat(Run.of("def l = [1]; l[0] = l; l" + "[0]".repeat(500) + ".length")).isEqualTo(1);
    }
}
