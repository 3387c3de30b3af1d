package io.perch.deploy;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A replica, as it last reported. */
@Entity
@Table(name = "worker")
class WorkerEntity extends PanacheEntityBase {

    @Id
    public String id;

    public String name;

    @Column(name = "alive_until")
    public Instant aliveUntil;

    @Column(name = "free_memory")
    public long freeMemory;
}
