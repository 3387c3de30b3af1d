package io.perch.model;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/** Models that are versions of one another. Times are epoch milliseconds. */
@Entity
@Table(name = "model_group")
public class ModelGroup extends PanacheEntityBase {

    @Id
    public String id;

    public String name;
    public String description;
    public String access;

    @Column(name = "latest_version")
    public int latestVersion;

    @Column(name = "created_time")
    public long createdTime;

    @Column(name = "last_updated_time")
    public long lastUpdatedTime;

    @Version
    public long revision;
}
