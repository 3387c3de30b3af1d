package io.perch.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.Fields;
import io.perch.connector.BatchPredictions.Batch;
import io.perch.predict.json.PredictBody;
import java.util.Map;

/** Reads what a caller wants predicted as a batch. Members of ordinary predicts are skipped. */
final class BatchBody {

    private BatchBody() {
    }

    /** Throws REQUEST_INVALID with every fault there is. */
    static Batch read(Fields fields) {
        ObjectNode parameters = fields.objectNode("parameters");
        ObjectNode dlq = dlq(fields);
        fields.check();
        return new Batch(parameters == null ? Map.of() : PredictBody.members(parameters), dlq);
    }

    /** Where the service is to leave what it cannot process; {@code null} when nothing is said. */
    private static ObjectNode dlq(Fields fields) {
        Fields dlq = fields.object("dlq");
        if (dlq == null) {
            return null;
        }
        String bucket = dlq.string("bucket");
        String region = dlq.string("region");
        if (isBlank(bucket) || isBlank(region)) {
            fields.fault("dlq", "DLQ bucketName or region cannot be null");
        }
        return fields.objectNode("dlq");
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
