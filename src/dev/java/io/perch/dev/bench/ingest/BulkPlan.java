package io.perch.dev.bench.ingest;

/**
 * How often it is measured.
 *
 * @param warmUp    bulks before the first figure
 * @param rounds    figures
 * @param bulks     of a thousand documents each, for one figure
 * @param megabytes of lines in the long one
 */
public record BulkPlan(int warmUp, int rounds, int bulks, int megabytes) {

    public static BulkPlan full() {
        return new BulkPlan(20, 5, 4, 1_000);
    }

    public static BulkPlan quick() {
        return new BulkPlan(2, 1, 1, 50);
    }
}
