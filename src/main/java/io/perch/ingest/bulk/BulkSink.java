package io.perch.ingest.bulk;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Where the items of a bulk go, in the order of its operations. */
public interface BulkSink {

    /** Answers when there is room for more. */
    Uni<Void> write(List<BulkItem> items);
}
