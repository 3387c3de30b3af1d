package io.perch.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a script does, it ends soon and takes little. */
class LimitsTest {

    private static final Limits SMALL = new Limits(1000, 10_000, 20);

    @ParameterizedTest
    @ValueSource(strings = {
        "for (;;) { }",
        "for (;;);",
        "while (true) { try { throw new Exception('x'); } catch (Exception e) { } }",
        "do { } while (true);",
        "int n = 0; while (true) n++;",
        "def l = [0]; for (x in l) { l = [x]; l.addAll(l) } for (;;) { l.contains(1) }",
        "def f(def n) { for (int i = 0; i < 10; i++) { if (n > 0) f(n - 1); } return 0; } f(15)"})
    void endlessWorkEnds(String script) {
        assertThat(fault(script).reason()).isEqualTo("the script runs for more than 1000 steps");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "def s = 'a'; for (;;) s += s",
        "String s = 'a'; for (;;) s += s",
        "def s = 'a'; for (;;) s = s + s",
        "def s = 'ab'; for (;;) s = '' + s + s",
        "def s = 'a'; for (;;) s = s.concat(s)",
        "def s = 'aaaa'; for (;;) s = s.replace('a', s)",
        "def s = 'aa'; for (;;) s = s.replace('', s)",
        "def b = new StringBuilder('ab'); for (;;) b.append(b)",
        "def b = new StringBuilder('ab'); for (;;) b.insert(0, b)",
        "def b = new StringBuilder(); b.setLength(2000000000)",
        "def s = 'ab'; for (;;) s = String.join(s, [s, s])",
        "def s = 'ab'; for (;;) s = s.encodeBase64()",
        "def l = [1]; for (;;) l.addAll(l)",
        "def l = [1]; for (;;) l.addAll(0, l)",
        "def a = new long[2000000000]",
        "for (;;) [[], [], [], []]",
        "for (;;) ['a': [:], 'b': [:], 'c': [:]]",
        "for (;;) new StringBuilder()",
        "def s = new HashSet(); int i = 0; for (;;) { s.add(i++); s.add(i++); s.add(i++) }",
        "def l = [1, 2, 3, 4, 5, 6, 7, 8, 9]; for (;;) l.subList(0, 9)",
        "def l = [1, 2]; for (;;) new HashSet(l)",
        "def m = ['a': 1]; for (;;) new HashMap(m)",
        "def l = ['x']; for (int i = 0; i < 20; i++) l = [l, l]; return l"})
    void endlessTextsEnd(String script) {
        assertThat(fault(script).reason()).isEqualTo("the script builds texts and lists of more than 10000 characters in all");
    }

    /** Few objects, but so many ways through them that nobody sees the end. */
    @ParameterizedTest
    @ValueSource(strings = {
        "def a = []; def b = []; for (int i = 0; i < 20; i++) { a = [a, a]; b = [b, b]; } a == b",
        "def a = [:]; def b = [:]; for (int i = 0; i < 20; i++) { a = [1: a, 2: a]; b = [1: b, 2: b]; } a.equals(b)",
        "def l = ['x']; for (int i = 0; i < 20; i++) l = [l, l]; l.toString()",
        "def m = ['a': 'x']; for (int i = 0; i < 20; i++) m = ['a': m, 'b': m]; '' + m"})
    void listsThatHoldEachOtherEnd(String script) {
        assertThat(fault(script).reason()).isEqualTo("the script runs for more than 1000 steps");
    }

    @Test
    void depthIsLimited() {
        assertThat(fault("int f(int n) { return f(n + 1); } f(0)").reason())
                .isEqualTo("the script calls functions within functions more than 20 deep");
        assertThat(fault("def l = []; l.add(l); '' + l").reason())
                .isEqualTo("the script writes lists within lists more than 20 deep");
        assertThat(fault("def m = [1: 2]; for (e in m.entrySet()) { e.setValue(e); return '' + e; }").reason())
                .isEqualTo("the script writes lists within lists more than 20 deep");
        assertThat(fault("def m = [:]; m.m = m; return m").reason())
                .isEqualTo("the script writes lists within lists more than 20 deep");
    }

    @Test
    void whatNobodyCountsEndsWithTheStack() {
        Script script = Script.parse("int f(int n) { return f(n + 1); } f(0)", new Limits(100_000_000, 1000, 100_000_000));

        ScriptFault fault = catchThrowableOfType(ScriptFault.class, () -> script.run(new HashMap<>()));

        assertThat(fault.sort()).isEqualTo(ScriptFault.Sort.LIMIT);
        assertThat(fault.reason()).isEqualTo("the script is nested too deep");
    }

    @Test
    void aScriptCannotCatchItsLimits() {
        assertThat(fault("try { for (;;) { } } catch (Exception e) { return 1; }").sort()).isEqualTo(ScriptFault.Sort.LIMIT);
    }

    @Test
    void functionsThatReturnedDoNotCount() {
        String calls = "int f() { return 1; } int n = 0; for (int i = 0; i < 50; i++) n += f(); n";

        assertThat(Script.parse(calls, SMALL).run(Map.of())).isEqualTo(50);
        assertThat(Script.parse("""
                def f(def n) { if (n == 0) throw new Exception('x'); return f(n - 1); }
                int caught = 0;
                for (int i = 0; i < 10; i++) { try { f(15); } catch (Exception e) { caught++; } }
                caught""", new Limits(10_000, 10_000, 20)).run(Map.of())).isEqualTo(10);
    }

    @Test
    void eachRunHasItsOwn() {
        Script script = Script.parse("for (int i = 0; i < 200; i++) { } return 'done'", SMALL);

        for (int i = 0; i < 10; i++) {
            assertThat(script.run(Map.of())).isEqualTo("done");
        }
    }

    @Test
    void theDefaultsBearEveryNumberOfABatchByItself() {
        List<Object> embedding = new ArrayList<>(Collections.nCopies(1536, 0.25));
        Script script = Script.parse("""
                def all = new StringBuilder('[');
                for (int m = 0; m < params.vectors.length; m++) {
                  for (int i = 0; i < params.vectors[m].length; i++) {
                    def number;
                    if ('FLOAT32'.equals('INT8')) {
                      number = params.vectors[m][i].intValue();
                    } else {
                      number = params.vectors[m][i].floatValue();
                    }
                    all.append(number);
                    if (i < params.vectors[m].length - 1) {
                      all.append(',');
                    }
                  }
                }
                return all.length();
                """);

        Object length = script.run(new HashMap<>(Map.of("vectors", Collections.nCopies(96, embedding))));

        assertThat(length).isEqualTo(1 + 96 * (1536 * "0.25,".length() - 1));
    }

    @Test
    void theDefaultsBearALargeImage() {
        String image = "abcd/+".repeat(500_000);
        Script script = Script.parse("""
                String escape(def input) {
                  if (input.contains("\\\\")) { input = input.replace("\\\\", "\\\\\\\\"); }
                  if (input.contains("\\"")) { input = input.replace("\\"", "\\\\\\""); }
                  return input;
                }
                StringBuilder quoted = new StringBuilder('"');
                quoted.append(escape(params.image));
                quoted.append('"');
                def inner = '{"inputImage":' + quoted + '}';
                return '{"parameters":' + inner + '}';
                """);

        assertThat(script.run(new HashMap<>(Map.of("image", image))))
                .isEqualTo("{\"parameters\":{\"inputImage\":\"" + image + "\"}}");
    }

    private static ScriptFault fault(String script) {
        return catchThrowableOfType(ScriptFault.class, () -> Script.parse(script, SMALL).run(new HashMap<>()));
    }
}
