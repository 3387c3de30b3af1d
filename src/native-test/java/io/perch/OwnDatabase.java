package io.perch;

import io.perch.testing.Servers;
import io.perch.testing.Sql;
import java.util.UUID;

/** A database that nobody else uses: whoever shares one is a replica of the same Perch. */
record OwnDatabase(String name) {

    static OwnDatabase create(String prefix) {
        Servers.openSearch();
        String name = prefix + "_" + UUID.randomUUID().toString().substring(0, 8);
        Sql.execute("CREATE DATABASE " + name);
        return new OwnDatabase(name);
    }
}
