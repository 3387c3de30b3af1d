/**
 * Runs the scripts of connectors: the texts of {@code pre_process_function} and {@code post_process_function} that name no
 * built-in function. ML Commons runs them in Painless, so a faithful subset of Painless is what runs here: declared types,
 * functions, loops, texts, lists, maps, numbers with Java's promotion. What is not in the subset is refused when the connector
 * is created, with line, column and reason, and never first at a predict.
 *
 * <p>A script sees nothing but its {@code params}: methods come from tables ({@link io.perch.script.Methods},
 * {@link io.perch.script.Statics}), never from reflection, and every run has
 * {@link io.perch.script.Limits}.
 *
 * <p>JEXL is a well-kept sandboxed engine and is not used: connectors in the wild hold Painless, and JEXL parses neither its
 * declared types ({@code StringBuilder b = …}), nor its functions ({@code String escape(def input) {…}}), nor its casts and
 * {@code char} values.
 *
 * <p>From text to run: {@link io.perch.script.Lexer} makes tokens, {@link io.perch.script.Statements},
 * {@link io.perch.script.Expressions} and {@link io.perch.script.Operands} make a tree of
 * {@link io.perch.script.Statement} and {@link io.perch.script.Expression} in which every variable is
 * already a slot, and the tree runs itself in a {@link io.perch.script.Frame} on the
 * {@link io.perch.script.Machine} that counts what it uses.
 */
package io.perch.script;
