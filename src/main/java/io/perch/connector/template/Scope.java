package io.perch.connector.template;

/** Whose values a placeholder asks for. */
enum Scope {

    PARAMETER("${parameters."),
    CREDENTIAL("${credential.");

    private final String prefix;

    Scope(String prefix) {
        this.prefix = prefix;
    }

    String prefix() {
        return prefix;
    }
}
