package io.perch.model;

import io.perch.base.Json;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/** The row of a {@link Model}. */
@Entity
@Table(name = "model")
public class ModelEntity extends PanacheEntityBase {

    @Id
    public String id;

    @Column(name = "group_id")
    public String groupId;

    public String name;
    public int version;

    @Enumerated(EnumType.STRING)
    @Column(name = "function_name")
    public FunctionName function;

    @Enumerated(EnumType.STRING)
    public ModelFormat format;

    @Column(name = "connector_id")
    public String connectorId;

    public String description;

    @Enumerated(EnumType.STRING)
    public ModelState state;

    public String config;

    @Column(name = "content_hash")
    public String contentHash;

    @Column(name = "content_size")
    public Long contentSize;

    @Column(name = "total_chunks")
    public Integer totalChunks;

    public boolean enabled;

    @Column(name = "auto_deploy")
    public Boolean autoDeploy;

    @Column(name = "ttl_minutes")
    public long ttlMinutes;

    @Column(name = "max_queue")
    public Integer maxQueue;

    @Column(name = "max_workers")
    public Integer maxWorkers;

    @Embedded
    public GateColumns gate = new GateColumns();

    @Column(name = "created_time")
    public long createdTime;

    @Column(name = "last_updated_time")
    public long lastUpdatedTime;

    @Column(name = "last_registered_time")
    public Long lastRegisteredTime;

    @Column(name = "last_deployed_time")
    public Long lastDeployedTime;

    @Column(name = "last_undeployed_time")
    public Long lastUndeployedTime;

    /** Two updates at once: the second is refused rather than the first one lost. */
    @Version
    public long revision;

    void take(Model.DeploySetting setting) {
        autoDeploy = setting.autoDeploy();
        ttlMinutes = setting.ttlMinutes();
        maxQueue = setting.limits().maxQueue();
        maxWorkers = setting.limits().maxWorkers();
    }

    public Model toModel() {
        return new Model(id, groupId, name, version, description, function, format, connectorId, state,
                config == null ? ModelConfig.NONE : Json.read(config, ModelConfig.class),
                new Model.Content(contentHash, contentSize, totalChunks), enabled,
                new Model.DeploySetting(autoDeploy, ttlMinutes, new Model.Limits(maxQueue, maxWorkers)),
                gate.toGate(),
                new Model.Times(createdTime, lastUpdatedTime, lastRegisteredTime, lastDeployedTime, lastUndeployedTime), revision);
    }
}
