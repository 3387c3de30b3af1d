package io.perch.predict.rate;

import io.perch.model.RateLimit;
import io.perch.predict.rate.Bucket.Block;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The token buckets that all replicas share, by the database's clock. One fills up to the limit's burst, at the limit's rate; what
 * a replica has taken out, no other can take.
 */
@ApplicationScoped
class TokenTable {

    /** $1 model, $2 caller, $3 spec, $4 burst, $5 tokens per second. Keeps the row locked until the transaction ends. */
    private static final String COUNT = """
            INSERT INTO request_tokens AS bucket (model_id, caller, spec, tokens, counted_at)
            VALUES ($1, $2, $3, $4, clock_timestamp())
            ON CONFLICT (model_id, caller) DO UPDATE SET
                tokens = CASE WHEN bucket.spec = excluded.spec THEN least($4, bucket.tokens
                    + $5 * greatest(0, extract(epoch FROM clock_timestamp() - bucket.counted_at)::float8)) ELSE $4 END,
                spec = excluded.spec,
                counted_at = clock_timestamp()
            RETURNING tokens""";

    private static final String TAKE = """
            UPDATE request_tokens SET tokens = tokens - $3 WHERE model_id = $1 AND caller = $2""";

    private static final String GIVE_BACK = """
            UPDATE request_tokens SET tokens = tokens + $4 WHERE model_id = $1 AND caller = $2 AND spec = $3""";

    private final Pool pool;

    TokenTable(Pool pool) {
        this.pool = pool;
    }

    /** Takes as many as there are, and no more than are wanted. */
    Uni<Block> take(Bucket bucket, RateLimit limit, long wanted) {
        return pool.withTransaction(sql -> count(sql, bucket, limit).chain(tokens -> {
            long taken = (long) Math.min(wanted, Math.floor(tokens));
            Block block = new Block(taken, (1 - (tokens - taken)) / limit.perSecond());
            Tuple parameters = Tuple.of(bucket.modelId(), bucket.caller(), (double) taken);
            return taken == 0 ? Uni.createFrom().item(block) : sql.preparedQuery(TAKE).execute(parameters).replaceWith(block);
        }));
    }

    private static Uni<Double> count(SqlConnection sql, Bucket bucket, RateLimit limit) {
        return sql.preparedQuery(COUNT).execute(Tuple.from(new Object[] {bucket.modelId(), bucket.caller(), Bucket.spec(limit),
            limit.burst(), limit.perSecond()})).map(rows -> rows.iterator().next().getDouble(0));
    }

    /** What does not arrive is lost: then fewer requests are let through for a moment, never more. */
    Uni<Void> giveBack(Bucket bucket, RateLimit limit, long tokens) {
        return pool.withConnection(sql -> sql.preparedQuery(GIVE_BACK)
                .execute(Tuple.of(bucket.modelId(), bucket.caller(), Bucket.spec(limit), (double) tokens))).replaceWithVoid();
    }
}
