package io.perch.connector;

import io.perch.base.Json;
import io.perch.connector.call.ClientConfig;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.List;
import java.util.Map;

/** The row of a {@link Connector}. */
@Entity
@Table(name = "connector")
public class ConnectorEntity extends PanacheEntityBase {

    @Id
    public String id;

    public String name;
    public String version;
    public String description;

    @Enumerated(EnumType.STRING)
    public Protocol protocol;

    public String parameters;
    public String credential;
    public String actions;

    @Column(name = "client_config")
    public String clientConfig;

    public boolean inline;

    @Column(name = "created_time")
    public long createdTime;

    @Column(name = "last_updated_time")
    public long lastUpdatedTime;

    /** Two updates at once: the second looks again rather than undo the first one. */
    @Version
    public long revision;

    @SuppressWarnings("unchecked")
    Connector toConnector() {
        return new Connector(id, name, version, description, protocol, Json.read(parameters, Map.class),
                Json.read(credential, Map.class), List.of(Json.read(actions, Action[].class)),
                clientConfig == null ? null : Json.read(clientConfig, ClientConfig.class), inline, createdTime, lastUpdatedTime,
                revision);
    }
}
