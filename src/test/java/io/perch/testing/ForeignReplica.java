package io.perch.testing;

/** Another replica, as far as the database knows it: the rows that it would write. Closing it takes it away again. */
public final class ForeignReplica implements AutoCloseable {

    private final String id = Ml.name("foreign");

    /** Alive, and holding nothing. */
    public ForeignReplica() {
        Sql.execute("INSERT INTO worker (id, name, alive_until, free_memory) VALUES (?, ?, now() + interval '1 hour', 0)", id, id);
    }

    public String id() {
        return id;
    }

    public void loads(String modelId) {
        reports(modelId, "LOADED", generation(modelId), null, null);
    }

    public void fails(String modelId, String error) {
        reports(modelId, "FAILED", generation(modelId), error, "ENGINE_REFUSED_MODEL");
    }

    private void reports(String modelId, String state, String generation, String error, String code) {
        Sql.execute("""
                INSERT INTO holding (worker_id, model_id, state, generation, since, last_used, error, error_code)
                VALUES (?, ?, ?, ?, 0, 0, ?, ?)""", id, modelId, state, generation, error, code);
        Sql.text("SELECT pg_notify('perch_holding_changed', ?)", modelId);
    }

    private static String generation(String modelId) {
        return Sql.text("SELECT generation FROM wanted WHERE model_id = ?", modelId);
    }

    /** Its heartbeats stop, and the others notice. */
    public void dies() {
        Sql.execute("UPDATE worker SET alive_until = now() - interval '1 second' WHERE id = ?", id);
    }

    /** Works on a task, whoever did before. */
    public void takes(String taskId) {
        Sql.execute("UPDATE task SET lease_owner = ?, lease_until = now() + interval '1 hour' WHERE id = ?", id, taskId);
    }

    /** Is never heard of again, after so many tries at the task. */
    public void abandons(String taskId, int attempts) {
        Sql.execute("""
                UPDATE task SET lease_owner = ?, lease_until = now() - interval '1 second', attempts = ? WHERE id = ?""",
                id, attempts, taskId);
    }

    @Override
    public void close() {
        Sql.execute("DELETE FROM worker WHERE id = ?", id);
    }
}
