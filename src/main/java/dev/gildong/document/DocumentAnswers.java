package dev.gildong.document;

import dev.gildong.http.CacheControl;
import dev.gildong.http.Caller;
import dev.gildong.http.Preconditions;
import dev.gildong.http.ProblemException;
import dev.gildong.player.Players;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What routes of documents have in common, whoever's they are. */
final class DocumentAnswers {

    private DocumentAnswers() {}

    /** The caller, at own documents. */
    static Visitor me(ContainerRequestContext request) {
        return Visitor.player(caller(request));
    }

    /** The caller, at the documents of a player who is named. One whom nobody knows has none. */
    static Visitor at(Players players, String player, ContainerRequestContext request) {
        long owner = players.number(player).orElseThrow(DocumentProblems::noDocument);
        return Visitor.of(owner, caller(request));
    }

    /** The version that a path names; what is no number is no version either. */
    static long version(String text) {
        if (!text.matches("[1-9][0-9]{0,17}")) {
            throw DocumentProblems.noVersion();
        }
        return Long.parseLong(text);
    }

    /** Who asks. */
    static Caller caller(ContainerRequestContext request) {
        return Optional.ofNullable((Caller) request.getSecurityContext().getUserPrincipal())
                .orElseThrow(ProblemException::notSignedIn);
    }

    /** The document; 304 if the caller has it. What is remembered of it is enough to say so. */
    static Response read(Documents documents, Visitor visitor, DocumentId id, ContainerRequestContext request) {
        Remembered found =
                documents.look(visitor, id, CacheControl.wantsFresh(request.getHeaderString("Cache-Control")));
        Request conditions = request.getRequest();
        @Nullable String text = found.text();
        String etag = Document.etag(found.version());
        if (text != null || conditions.evaluatePreconditions(new EntityTag(etag)) != null) {
            return Preconditions.read(conditions, etag, text == null ? "" : text);
        }
        Document whole = documents.read(id);
        return Preconditions.read(conditions, whole.etag(), whole.text());
    }

    /** The document as it was written. */
    static Response written(Written written, ContainerRequestContext request) {
        Response.ResponseBuilder response = written.created()
                ? Response.created(request.getUriInfo()
                        .getBaseUriBuilder()
                        .path(location(request))
                        .build())
                : Response.ok();
        return response.entity(written.text().orElseThrow())
                .tag(Document.etag(written.version()))
                .build();
    }

    /** Where the document is of which the path names a part or something to do with it. */
    private static String location(ContainerRequestContext request) {
        return request.getUriInfo().getPath().replaceFirst("/versions/.*$", "");
    }
}
