package io.perch.base;

import io.smallrye.config.ConfigMapping;

/** Where the truth lives. The pool, the migrations and {@link Signals} read the same keys. */
@ConfigMapping(prefix = "perch.postgres")
public interface PostgresConfig {

    String host();

    int port();

    String database();

    String user();

    String password();

    /** Connections of this replica's pool; {@link Signals} keeps one more of its own. */
    int poolSize();
}
