package io.perch.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestQuery;

/** The failures of {@link TrialResource}, under {@code /v1}. */
@Path("/v1/_trial")
public class TrialOpenAiResource {

    @GET
    @Path("/failure")
    public Uni<TrialResource.Answer> failure(@RestQuery String kind) {
        return new TrialResource().failure(kind);
    }
}
