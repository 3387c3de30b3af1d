package io.perch.engine.function;

import io.smallrye.config.WithDefault;

/** How much text a caller may give: keys of {@code perch.engine}. */
public interface InputLimits {

    @WithDefault("1000")
    int maxDocsPerRequest();

    /** UTF-8 bytes of one text. */
    @WithDefault("1048576")
    int maxTextBytes();

    /**
     * Windows in which a long text (on_overflow chunk_mean) or context (question answering) is read; what lies beyond them
     * is not, and the answer says so.
     */
    @WithDefault("64")
    int maxWindows();
}
