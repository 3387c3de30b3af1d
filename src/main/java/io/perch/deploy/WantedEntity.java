package io.perch.deploy;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;

/** A model that somebody wants deployed. */
@Entity
@Table(name = "wanted")
class WantedEntity extends PanacheEntityBase {

    @Id
    @Column(name = "model_id")
    public String modelId;

    @Column(name = "node_ids")
    public String nodeIds;

    public String generation;
    public long since;

    Deployment.Wanted toWanted() {
        return new Deployment.Wanted(nodeIds == null ? null : List.of(nodeIds.split(",")), generation);
    }
}
