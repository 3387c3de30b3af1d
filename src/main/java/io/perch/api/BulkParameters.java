package io.perch.api;

import org.jboss.resteasy.reactive.RestQuery;

/**
 * What a bulk may be told beside its lines. {@code batch_size} of earlier versions means nothing: documents share predicts
 * anyhow.
 */
public class BulkParameters extends WriteParameters {

    @RestQuery("_source")
    public String source;
    @RestQuery("_source_includes")
    public String sourceIncludes;
    @RestQuery("_source_excludes")
    public String sourceExcludes;
    @RestQuery("batch_size")
    public String batchSize;
}
