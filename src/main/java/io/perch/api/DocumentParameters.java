package io.perch.api;

import org.jboss.resteasy.reactive.RestQuery;

/** What may be told of one document that is to be stored or deleted: on what condition, too. */
public class DocumentParameters extends WriteParameters {

    @RestQuery
    public String version;
    @RestQuery("version_type")
    public String versionType;
    @RestQuery("if_seq_no")
    public String ifSeqNo;
    @RestQuery("if_primary_term")
    public String ifPrimaryTerm;
    @RestQuery("op_type")
    public String opType;
}
