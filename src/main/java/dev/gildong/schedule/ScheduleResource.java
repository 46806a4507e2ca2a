package dev.gildong.schedule;

import dev.gildong.http.Access;
import dev.gildong.http.PageLimit;
import dev.gildong.http.Preconditions;
import dev.gildong.http.Scope;
import dev.gildong.schedule.Schedules.Stored;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Schedules of tasks, for administrators. */
@Path("v1/schedules")
@Produces(MediaType.APPLICATION_JSON)
public final class ScheduleResource {

    private final Schedules schedules;

    /** @param schedules all of them */
    public ScheduleResource(Schedules schedules) {
        this.schedules = schedules;
    }

    /** Makes a schedule or gives it another definition; again with the same one, it changes nothing. */
    @PUT
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(value = Access.Who.SCOPED, scope = Scope.TASKS)
    public Response put(
            @PathParam("name") String name, PutScheduleRequest body, @Context Request request, @Context UriInfo uri) {
        Stored stored = schedules.put(name, body, existing -> requireExpected(request, existing));
        Response.ResponseBuilder response = stored.created()
                ? Response.created(
                        uri.getBaseUriBuilder().path("v1/schedules/{name}").build(name))
                : Response.ok();
        return response.entity(ScheduleResponse.of(stored.schedule()))
                .tag(stored.schedule().etag())
                .build();
    }

    /** One schedule, and where it stands. */
    @GET
    @Path("{name}")
    @Access(value = Access.Who.SCOPED, scope = Scope.TASKS)
    public Response get(@PathParam("name") String name, @Context Request request) {
        Schedule schedule = schedules.get(name);
        return Preconditions.read(request, schedule.etag(), ScheduleResponse.of(schedule));
    }

    /** Ends a schedule. Tasks of times that have come stay. */
    @DELETE
    @Path("{name}")
    @Access(value = Access.Who.SCOPED, scope = Scope.TASKS)
    public void delete(@PathParam("name") String name, @Context Request request) {
        schedules.delete(name, existing -> requireExpected(request, existing));
    }

    /** A page of schedules, by their names. */
    @GET
    @Access(value = Access.Who.SCOPED, scope = Scope.TASKS)
    public SchedulePageResponse page(
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) int limit,
            @QueryParam("pageToken") @Nullable String pageToken) {
        return schedules.page(PageLimit.checked(limit), pageToken);
    }

    private static void requireExpected(Request request, Optional<Schedule> existing) {
        Preconditions.require(request, existing.map(Schedule::etag));
    }
}
