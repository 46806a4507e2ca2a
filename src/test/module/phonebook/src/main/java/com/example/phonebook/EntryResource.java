package com.example.phonebook;

import dev.gildong.http.Access;
import dev.gildong.http.Caller;
import dev.gildong.http.PageLimit;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;

/** The caller's own phone book: {@code /v1/phonebook/entries}. */
@Path("v1/phonebook/entries")
@Produces(MediaType.APPLICATION_JSON)
public final class EntryResource {
    private final PhoneBook book;

    EntryResource(PhoneBook book) {
        this.book = book;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.PLAYER)
    public Response add(AddEntriesRequest body, @Context SecurityContext security) {
        return Response.status(Response.Status.CREATED)
                .entity(new EntryPageResponse(book.add(player(security), body.items()), null))
                .build();
    }

    @GET
    @Access(Access.Who.PLAYER)
    public EntryPageResponse list(
            @QueryParam("name") String name,
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) int limit,
            @QueryParam("pageToken") String pageToken,
            @Context SecurityContext security) {
        return book.page(
                player(security),
                Optional.ofNullable(name),
                PageLimit.checked(limit),
                Optional.ofNullable(pageToken));
    }

    @GET
    @Path("{id}")
    @Access(Access.Who.PLAYER)
    public EntryResponse get(@PathParam("id") String id, @Context SecurityContext security) {
        return book.get(player(security), id);
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Access(Access.Who.PLAYER)
    public EntryResponse put(@PathParam("id") String id, EntryRequest body, @Context SecurityContext security) {
        return book.change(player(security), id, body);
    }

    @DELETE
    @Path("{id}")
    @Access(Access.Who.PLAYER)
    public void delete(@PathParam("id") String id, @Context SecurityContext security) {
        book.remove(player(security), id);
    }

    private static long player(SecurityContext security) {
        return ((Caller) security.getUserPrincipal()).playerNo().orElseThrow();
    }
}
