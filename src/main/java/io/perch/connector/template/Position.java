package io.perch.connector.template;

/** Where a placeholder stands. */
enum Position {

    /** In JSON, where a value belongs. */
    BARE,
    /** In a JSON string. */
    QUOTED,
    /** Instead of a whole JSON string, quotes included, that is {@code null} when nothing fills it. */
    WHOLE,
    PLAIN,
    URL
}
