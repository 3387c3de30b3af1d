package io.perch.connector.template;

import java.util.List;

/** What kind of text a template is. */
enum Mode {

    /** A body. Quotes are followed, so that each placeholder knows whether it stands in a JSON string. */
    JSON(null, List.of(Scope.PARAMETER)),
    /** Text that will stand in a JSON string. */
    FRAGMENT(Position.QUOTED, List.of(Scope.PARAMETER)),
    PLAIN(Position.PLAIN, List.of(Scope.PARAMETER)),
    /** The value of a header. */
    HEADER(Position.PLAIN, List.of(Scope.PARAMETER, Scope.CREDENTIAL)),
    URL(Position.URL, List.of(Scope.PARAMETER, Scope.CREDENTIAL)),
    /** Text that will stand in a url. */
    URL_TEXT(Position.URL, List.of(Scope.PARAMETER));

    private final Position position;
    private final List<Scope> scopes;

    Mode(Position position, List<Scope> scopes) {
        this.position = position;
        this.scopes = scopes;
    }

    /** Of a placeholder. */
    Position position(boolean quoted) {
        if (position != null) {
            return position;
        }
        return quoted ? Position.QUOTED : Position.BARE;
    }

    /** Of the placeholder that begins at {@code at}; {@code null} when none does. */
    Scope scopeAt(String text, int at) {
        for (Scope scope : scopes) {
            if (text.startsWith(scope.prefix(), at)) {
                return scope;
            }
        }
        return null;
    }
}
