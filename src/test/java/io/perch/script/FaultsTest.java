package io.perch.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong while a script runs, because of what it was given. */
class FaultsTest {

    static Stream<Arguments> failing() {
        return Stream.of(
                arguments("params.a.b", 10, "params.a is null, so it has no 'b'"),
                arguments("params.a[0]", 9, "params.a is null, so it has no elements"),
                arguments("params.a.size()", 10, "params.a is null, so it has no size()"),
                arguments("params.list[0].x.y", 18, "params.list[0].x is null"),
                arguments("params.list[9]", 12, "index 9 of a List of length 2"),
                arguments("params.list[-3]", 12, "index -3 of a List of length 2"),
                arguments("def a = new int[2]; a[2]", 22, "index 2 of an array of length 2"),
                arguments("params.list['a']", 12, "a String does not become an int"),
                arguments("params.text[0]", 12, "charAt(index)"),
                arguments("params.text.length", 13, "a String has no 'length'; length() is a method"),
                arguments("params.text.size()", 13, "String has no method size()"),
                arguments("params.list.substring(1)", 13, "List has no method substring()"),
                arguments("params.list + 1", 13, "'+' does not work on a List"),
                arguments("params.a - 1", 10, "'-' does not work on null"),
                arguments("params.text * 2", 13, "'*' does not work on a String"),
                arguments("params.text < 2", 13, "'<' compares numbers, not a String"),
                arguments("if (params.text) 1", 1, "a condition is true or false, not a String"),
                arguments("!params.a", 1, "a condition is true or false, not null"),
                arguments("1 % params.zero", 3, "/ by zero"),
                arguments("int i = params.half", 5, "a Double does not become an int by itself; a cast (int)"),
                arguments("int i = params.a", 5, "null does not become an int"),
                arguments("boolean b = params.text", 9, "a String does not become a boolean"),
                arguments("(int) params.text", 1, "a String does not become an int"),
                arguments("List l = params.text", 6, "a String does not become a List"),
                arguments("for (x in params) 1", 1, "entrySet() and keySet() are sets"),
                arguments("for (x in params.a) 1", 1, "params.a is null"),
                arguments("for (int x : params.list) 1", 1, "does not become an int"),
                arguments("'a'.contains(null)", 5, "contains() wants a text, not null"),
                arguments("'a'.substring(5)", 5, "5"),
                arguments("Integer.parseInt('x')", 9, "For input string: \"x\""),
                arguments("new BigDecimal('x')", 5, "'x' is no number"),
                arguments("escape(params.list)", 1, "escape() wants a text, not a List"),
                arguments("throw params.text", 1, "only an exception can be thrown"),
                arguments("new int[-1]", 1, "an array of -1 elements"),
                arguments("[[1]: 2]", 1, "a key or an element of a set is a text, a number or a boolean, not a List"),
                arguments("params.put([], 1)", 8, "a key or an element"),
                arguments("new HashSet([[]])", 5, "a key or an element"),
                arguments("def l = [1]; for (x in l) l.add(2)", 14, "was changed while a loop went through it"),
                arguments("Collections.sort(params.list)", 13, "have no order"),
                arguments("new int[1].add(1)", 12, "this list or map cannot be changed"));
    }

    @ParameterizedTest
    @MethodSource("failing")
    void sayWhatAndWhere(String script, int column, String reason) {
        ScriptFault fault = Run.fault(script, "{\"list\":[{\"x\":null},1],\"text\":\"abc\",\"zero\":0,\"half\":0.5}");

        assertThat(fault.sort()).isEqualTo(ScriptFault.Sort.FAILED);
        assertThat(fault.reason()).contains(reason);
        assertThat(fault.column()).isEqualTo(column);
    }

    @Test
    void whatCannotBeChangedSaysSo() {
        Script script = Script.parse("params.list.add(1)");

        assertThatThrownBy(() -> script.run(Map.of("list", List.of()))).isInstanceOf(ScriptFault.class)
                .hasMessage("line 1, column 13: this list or map cannot be changed");
    }

    @Test
    void theLineIsThatOfTheFailure() {
        ScriptFault fault = Run.fault("""
                int half(int n) {
                  return n / params0(n);
                }
                int params0(int n) {
                  return n - n;
                }
                def x = 1;
                return half(x);
                """);

        assertThat(fault).hasMessage("line 2, column 12: / by zero");
    }
}
