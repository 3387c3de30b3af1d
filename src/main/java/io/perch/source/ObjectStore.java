package io.perch.source;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Objects in buckets ({@code s3://bucket/key}), read in the name of a caller. */
public interface ObjectStore {

    /** What is wrong with the urls and the keys, as far as that can be said without asking anybody; one sentence each. */
    List<String> faults(List<String> urls, Keys keys);

    /** What may be stored of them. Fails with CONNECTOR_NOT_FOUND, REQUEST_INVALID, MASTER_KEY_MISSING, CREDENTIAL_UNREADABLE. */
    Uni<SealedKeys> seal(Keys keys);

    /** Fails with CONNECTOR_NOT_FOUND, MASTER_KEY_MISSING, CREDENTIAL_UNREADABLE, REQUEST_INVALID. */
    Uni<Source> open(String url, SealedKeys keys);
}
