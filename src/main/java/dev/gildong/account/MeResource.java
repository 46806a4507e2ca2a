package dev.gildong.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.http.Access;
import dev.gildong.http.MergePatch;
import dev.gildong.http.Preconditions;
import dev.gildong.session.Session;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;

/** The caller's own profile: {@code /v1/me}. */
@Path("v1/me")
@Produces(MediaType.APPLICATION_JSON)
public final class MeResource {
    private final MyProfile profile;

    /** @param profile of every player */
    public MeResource(MyProfile profile) {
        this.profile = profile;
    }

    /** The profile as it stands in the database. */
    @GET
    @Access(Access.Who.PLAYER)
    public Response get(@Context SecurityContext security, @Context Request request) {
        Me me = profile.get(caller(security));
        return Preconditions.read(request, me.etag(), MeResponse.of(me.profile(), me.role()));
    }

    /** Changes it. */
    @PATCH
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Access(Access.Who.PLAYER)
    public Response patch(ObjectNode patch, @Context SecurityContext security, @Context Request request) {
        return answer(
                profile.patch(caller(security), patch, me -> Preconditions.require(request, Optional.of(me.etag()))));
    }

    private static Response answer(Me me) {
        return Response.ok(MeResponse.of(me.profile(), me.role()))
                .tag(me.etag())
                .build();
    }

    private static Session caller(SecurityContext security) {
        return (Session) security.getUserPrincipal();
    }
}
