package dev.gildong.task;

import dev.gildong.http.Access;
import dev.gildong.http.Caller;
import dev.gildong.http.PageLimit;
import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import dev.gildong.http.Scope;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Background tasks: enqueue one, ask or wait for it, call it off; and for administrators the list of all. */
@Path("v1/tasks")
@Produces(MediaType.APPLICATION_JSON)
public final class TaskResource {
    /** Less than a node that stops gives to requests that run. */
    private static final int MAX_WAIT_SECONDS = 15;

    private final Tasks tasks;
    private final InstantSource clock;

    /** @param clock says what the far past is */
    public TaskResource(Tasks tasks, InstantSource clock) {
        this.tasks = tasks;
        this.clock = clock;
    }

    /** Enqueues a task. Of what players may not start, they are told 403. */
    @POST
    @Path("{task}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.SIGNED_IN)
    public Response enqueue(
            @PathParam("task") String name,
            EnqueueTaskRequest body,
            @Context SecurityContext security,
            @Context UriInfo uri) {
        Caller caller = (Caller) security.getUserPrincipal();
        if (!caller.hasScope(Scope.TASKS)
                && (caller.playerNo().isEmpty() || tasks.outside(name).type().openTo() != TaskType.OpenTo.PLAYERS)) {
            throw TaskProblems.notForPlayers();
        }
        NewTask task = tasks.checked(name, body.args());
        Task enqueued = tasks.enqueue(body.applyTo(task, caller.playerNo(), clock.instant()));
        return Response.accepted(TaskResponse.of(enqueued))
                .location(uri.getBaseUriBuilder().path("v1/tasks/{id}").build(enqueued.id()))
                .build();
    }

    /** One task; with {@code waitSeconds} not before it is finished or that time is over. */
    @GET
    @Path("{task}")
    @Access(Access.Who.SIGNED_IN)
    public TaskResponse get(
            @PathParam("task") String id,
            @QueryParam("waitSeconds") @DefaultValue("0") int waitSeconds,
            @Context SecurityContext security) {
        if (waitSeconds < 0 || waitSeconds > MAX_WAIT_SECONDS) {
            throw new ProblemException(ProblemType.INVALID, "waitSeconds must be 0 to " + MAX_WAIT_SECONDS + ".");
        }
        Task task = visible(id, (Caller) security.getUserPrincipal());
        return waitSeconds == 0 || task.state().finished()
                ? TaskResponse.of(task)
                : TaskResponse.of(
                        tasks.await(id, Duration.ofSeconds(waitSeconds)).orElseThrow(TaskProblems::noTask));
    }

    /** Calls a task off. What it has not committed by then, it never will. */
    @DELETE
    @Path("{task}")
    @Access(Access.Who.SIGNED_IN)
    public void cancel(@PathParam("task") String id, @Context SecurityContext security) {
        Caller caller = (Caller) security.getUserPrincipal();
        Task task = visible(id, caller);
        tasks.cancel(task, isOwn(task, caller));
    }

    /** A page of tasks, the newest first; {@code state=failed} are the dead letters. */
    @GET
    @Access(value = Access.Who.SCOPED, scope = Scope.TASKS)
    public TaskPageResponse page(
            @QueryParam("state") @Nullable String state,
            @QueryParam("name") @Nullable String name,
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) int limit,
            @QueryParam("pageToken") @Nullable String pageToken) {
        return tasks.page(
                Optional.ofNullable(state).map(TaskState::parse),
                Optional.ofNullable(name),
                PageLimit.checked(limit),
                pageToken);
    }

    /** Puts a dead letter back. */
    @POST
    @Path("{task}:retry")
    @Access(value = Access.Who.SCOPED, scope = Scope.TASKS)
    public TaskResponse retry(@PathParam("task") String id) {
        return TaskResponse.of(tasks.retry(id));
    }

    /** A player sees what is the player's own, a key with the scope everything. */
    private Task visible(String id, Caller caller) {
        return tasks.find(id)
                .filter(task -> caller.hasScope(Scope.TASKS) || isOwn(task, caller))
                .orElseThrow(TaskProblems::noTask);
    }

    private static boolean isOwn(Task task, Caller caller) {
        return caller.playerNo().isPresent() && task.owner().equals(caller.playerNo());
    }
}
