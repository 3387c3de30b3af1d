package io.perch.base;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** This replica. Its id follows from its name, so that after a crash it finds what it had begun under the same id. */
@ApplicationScoped
public class Node {

    private static final int ID_BYTES = 16;

    private final String name;
    private final String id;

    Node(NodeConfig config) {
        this.name = config.name();
        this.id = idOf(config.name());
    }

    /** 22 URL-safe characters, like the node ids of the original. */
    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    static String idOf(String name) {
        byte[] hash = HexFormat.of().parseHex(Sha256.of(name.getBytes(StandardCharsets.UTF_8)));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, ID_BYTES));
    }

    /** Who this replica is. */
    @ConfigMapping(prefix = "perch.node")
    public interface NodeConfig {

        /** Must differ between replicas that share a database; a pod's host name does. */
        @WithDefault("${HOSTNAME:localhost}:${quarkus.http.port}")
        String name();
    }
}
