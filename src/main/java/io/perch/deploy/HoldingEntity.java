package io.perch.deploy;

import io.perch.base.ErrorCode;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** What one replica reports of one model. */
@Entity
@Table(name = "holding")
@IdClass(HoldingEntity.Key.class)
class HoldingEntity extends PanacheEntityBase {

    record Key(String workerId, String modelId) implements Serializable {
    }

    @Id
    @Column(name = "worker_id")
    public String workerId;

    @Id
    @Column(name = "model_id")
    public String modelId;

    @Enumerated(EnumType.STRING)
    public Holding.State state;

    public String generation;
    public long since;

    @Column(name = "last_used")
    public long lastUsed;

    @Column(name = "memory_bytes")
    public long memoryBytes;

    public String error;

    @Enumerated(EnumType.STRING)
    @Column(name = "error_code")
    public ErrorCode errorCode;

    public String hint;
}
