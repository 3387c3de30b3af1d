package io.perch.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatementsTest {

    static Stream<Arguments> scripts() {
        return Stream.of(
                arguments("int n = 0; for (int i = 0, j = 10; i < j; i++) { j--; n++; } n", 5),
                arguments("int n = 0; for (int i = 0; i < 5; i++) n += i; n", 10),
                arguments("int n = 0; for (;;) { if (++n == 4) break; } n", 4),
                arguments("int n = 0; for (int i = 0; i < 10; ++i) { if (i % 2 == 0) { continue; } n += i } return n", 25),
                arguments("int n = 0; while (n < 3) n++; n", 3),
                arguments("int n = 9; do { n++; } while (n < 3); n", 10),
                arguments("def s = ''; for (def x : ['a', 'b']) s += x; s", "ab"),
                arguments("def s = ''; for (x in ['a', 'b']) { s = x + s } s", "ba"),
                arguments("double d = 0; for (double x : [1, 2.5]) d += x; d", 3.5),
                arguments("def s = ''; for (String part : 'a,b'.splitOnToken(',')) s += part; s", "ab"),
                arguments("int n = 0; for (x in [1, 2, 3]) { for (y in [1, 2, 3]) { if (y == 2) break; n += x * y } } n", 6),
                arguments("if (false) { 1 } else if (true) { 2 } else { 3 }", 2),
                arguments("if (false) 1;", null),
                arguments("def x = 5; if (x > 3) { def y = x; x = y + 1; } else x = 0; x", 6),
                arguments("{ int x = 1; } { int x = 2; } int x = 3; x", 3),
                arguments("int i = 5; ;; return i;", 5),
                arguments("return;", null),
                arguments("def x = 3;", null),
                arguments("'last // no comment' // a comment without a line behind it", "last // no comment"),
                arguments("1 /* a\n comment */ + /**/ 2", 3),
                arguments("List l = [3]; java.util.Map m = new java.util.HashMap(); m.put('l', l); m.l[0]", 3),
                arguments("for (Map.Entry e : ['a': 1].entrySet()) { return e.key + e.value + e.getKey() } ", "a1a"));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void end(String script, Object value) {
        assertThat(Run.of(script)).isEqualTo(value);
    }

    @Test
    void functionsCallEachOtherAndThemselves() {
        assertThat(Run.of("""
                int factorial(int n) { return n < 2 ? 1 : n * factorial(n - 1); }
                boolean even(int n) { if (n == 0) { return true; } return odd(n - 1); }
                boolean odd(int n) { if (n == 0) return false; else return even(n - 1); }
                def both(def a, String b) { return [a, b]; }
                return [factorial(5), even(10), both(1, 'x')];
                """)).isEqualTo(List.of(120, true, List.of(1, "x")));
    }

    @Test
    void aFunctionMayEndInALoopOrAnException() {
        assertThat(Run.of("int first(int from) { while (true) { if (from % 7 == 0) return from; from++; } } first(8)"))
                .isEqualTo(14);
        assertThat(Run.of("""
                String safe(def x) {
                  try { return x.toString(); } catch (NullPointerException e) { return 'null!'; }
                }
                safe(1) + safe(null)""")).isEqualTo("1null!");
    }

    @Test
    void aVoidFunctionWorksOnWhatItIsGiven() {
        assertThat(Run.of("""
                void put(Map m, String key) { if (m == null) return; m[key] = 1; }
                Map m = [:];
                put(m, 'a');
                put(null, 'b');
                m.a""")).isEqualTo(1);
    }

    @Test
    void exceptionsAreCaughtByTheirKind() {
        String script = """
                def kind(def how) {
                  try {
                    if (how == 0) throw new IllegalArgumentException('own');
                    if (how == 1) return 1 / 0;
                    if (how == 2) return [1][5];
                    if (how == 3) return Integer.parseInt('x');
                    if (how == 4) { String s = how; return s; }
                    return how.foo;
                  } catch (NumberFormatException e) { return 'number'; }
                  catch (IllegalArgumentException e) { return e.getMessage() ?: e.message; }
                  catch (IndexOutOfBoundsException e) { return 'index'; }
                  catch (ArithmeticException e) { return e.message; }
                  catch (Exception e) { return 'other'; }
                }
                return [kind(0), kind(1), kind(2), kind(3), kind(4), kind(null)];
                """;

        assertThat(Run.of(script)).isEqualTo(List.of("own", "/ by zero", "index", "number", "other", "other"));
    }

    @Test
    void whatIsNotCaughtGoesOn() {
        ScriptFault fault = Run.fault("""
                try {
                  throw new IllegalStateException('no');
                } catch (ArithmeticException e) { return 1; }
                """);

        assertThat(fault.sort()).isEqualTo(ScriptFault.Sort.THROWN);
        assertThat(fault).hasMessage("line 2, column 3: no");
    }

    @Test
    void anExceptionWithoutAMessageIsNamed() {
        assertThat(Run.fault("throw new RuntimeException()").reason()).isEqualTo("RuntimeException");
    }

    @Test
    void answersArePlainValues() {
        assertThat(Run.of("return new StringBuilder('a').append(1)")).isEqualTo("a1");
        assertThat(Run.of("Set s = new LinkedHashSet(); s.add(2); s.add(1); return [s, 'a'.charAt(0)]"))
                .isEqualTo(List.of(List.of(2, 1), "a"));
        assertThat(Run.fault("return [1].iterator()").reason()).startsWith("a script gives a text, a number, a list or a map");
    }

    @Test
    void aScriptMayRunAgainAndAgain() {
        Script script = Script.parse("params.n += 1; return params.n");

        assertThat(script.run(new HashMap<>(Map.of("n", 1)))).isEqualTo(2);
        assertThat(script.run(new HashMap<>(Map.of("n", 5)))).isEqualTo(6);
    }
}
