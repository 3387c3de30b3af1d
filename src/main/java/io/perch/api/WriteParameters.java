package io.perch.api;

import org.jboss.resteasy.reactive.RestQuery;

/** What may be told of any document that is to be stored. */
public class WriteParameters {

    @RestQuery
    public String pipeline;
    @RestQuery
    public String refresh;
    @RestQuery
    public String routing;
    @RestQuery
    public String timeout;
    @RestQuery("wait_for_active_shards")
    public String waitForActiveShards;
    @RestQuery("require_alias")
    public String requireAlias;
}
