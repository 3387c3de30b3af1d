package io.perch.search.mirror;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Map;

/** Things in PostgreSQL that can be searched as documents. */
public interface Mirrored {

    /** As the {@code outbox} calls them; its table has the same name. */
    String kind();

    /** The index that answers name: clients know it from ML Commons. */
    String shownIndex();

    /** {@code mappings} of the index, as JSON. */
    String mappings();

    /** What may be seen of them, by id. Those that are not in the answer are gone. */
    Uni<Map<String, ObjectNode>> documents(Collection<String> ids);
}
