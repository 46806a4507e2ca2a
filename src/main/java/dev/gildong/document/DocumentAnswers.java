package dev.gildong.document;

import dev.gildong.http.Caller;
import dev.gildong.http.Preconditions;
import dev.gildong.http.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What routes of documents have in common, whoever's they are. */
final class DocumentAnswers {

    private DocumentAnswers() {}

    /** Who asks. */
    static Caller caller(ContainerRequestContext request) {
        return Optional.ofNullable((Caller) request.getSecurityContext().getUserPrincipal())
                .orElseThrow(ProblemException::notSignedIn);
    }

    /** The document; 304 if the caller has it. What is remembered of it is enough to say so. */
    static Response read(Documents documents, Visitor visitor, DocumentId id, ContainerRequestContext request) {
        Remembered found = documents.look(visitor, id, wantsFresh(request));
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

    private static boolean wantsFresh(ContainerRequestContext request) {
        @Nullable String cacheControl = request.getHeaderString("Cache-Control");
        return cacheControl != null && cacheControl.toLowerCase(Locale.ROOT).contains("no-cache");
    }
}
