package io.perch.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perch.base.ErrorCode;
import io.perch.base.PerchException;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;

/** Routes that only the tests have: what a resource looks like, and every way for one to fail. */
@Path("/_plugins/_ml/_trial")
public class TrialResource {

    record Answer(String name, String description, List<Part> parts) {
    }

    record Part(int number, double score) {
    }

    @GET
    @Path("/answer")
    public Uni<Answer> answer(@RestQuery Boolean flatSettings) {
        return Uni.createFrom().item(new Answer("first", null, List.of(new Part(1, 0.5), new Part(2, 1.5))));
    }

    @POST
    @Path("/echo")
    public Uni<ObjectNode> echo(Body body) {
        return Uni.createFrom().item(body.object("Trial request has empty body"));
    }

    @POST
    @Path("/{id}/chunk")
    @Consumes({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
    public Uni<Part> chunk(@PathParam("id") String id, Body body) {
        return Uni.createFrom().item(new Part(body.raw().length(), 0));
    }

    @GET
    @Path("/failure")
    public Uni<Answer> failure(@RestQuery String kind) {
        return Uni.createFrom().failure(switch (kind) {
            case "queue" -> new PerchException(ErrorCode.QUEUE_FULL, "full", "retry later");
            case "loading" -> new PerchException(ErrorCode.MODEL_LOADING, "loading", null)
                    .retryAfter(Duration.ofSeconds(7)).ofTask("t1").answered(500, "oops");
            case "database" -> new ConnectException("Connection refused: localhost/127.0.0.1:5432");
            case "stopping" -> new RuntimeException(new PgException("terminating connection", "FATAL", "57P01", null));
            default -> new IllegalStateException("a defect with secrets");
        });
    }
}
