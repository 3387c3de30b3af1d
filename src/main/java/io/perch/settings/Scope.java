package io.perch.settings;

import java.util.Locale;

/**
 * Where a value set through the API stands. Transient goes before persistent. In OpenSearch transient values end with a
 * restart of the whole cluster; Perch's replicas come and go and there is no such moment, so they stay until they are reset.
 */
public enum Scope {
    PERSISTENT, TRANSIENT;

    /** As in JSON and in the table. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
