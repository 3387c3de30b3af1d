package io.perch.task;

import io.perch.base.ErrorCode;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;

/** One piece of durable background work, as the database holds it. Times are epoch milliseconds, progress is a percentage. */
@Entity
@Table(name = "task")
public class Task extends PanacheEntityBase {

    @Id
    public String id;

    @Enumerated(EnumType.STRING)
    public TaskType type;

    @Column(name = "function_name")
    public String functionName;

    @Enumerated(EnumType.STRING)
    public TaskState state;

    @Column(name = "model_id")
    public String modelId;

    /** JSON that only the handler of this type reads. */
    public String input;

    /** JSON of the handler: from where on another replica goes on; {@code null} for the beginning. */
    public String checkpoint;

    public String stage;
    public int progress;
    public int attempts;

    @Column(name = "worker_nodes")
    public String workerNodes;

    /** False for what was done while its caller waited. */
    public boolean async = true;

    /** JSON object: what the other side says of the job that this task follows; {@code null} when there is none. */
    @Column(name = "remote_job")
    public String remoteJob;

    public String error;

    @Enumerated(EnumType.STRING)
    @Column(name = "error_code")
    public ErrorCode errorCode;

    public String hint;

    @Column(name = "lease_owner")
    public String leaseOwner;

    @Column(name = "create_time")
    public long createTime;

    @Column(name = "last_update_time")
    public long lastUpdateTime;

    public List<String> workers() {
        return workerNodes.isEmpty() ? List.of() : List.of(workerNodes.split(","));
    }
}
