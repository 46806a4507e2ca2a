package dev.gildong.audit;

import dev.gildong.http.Access;
import dev.gildong.http.Page;
import dev.gildong.http.PageLimit;
import dev.gildong.http.PageTokens;
import dev.gildong.http.PagedList;
import dev.gildong.http.Scope;
import dev.gildong.persistence.Database;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who of the staff did what: {@code /v1/audit}. */
@Path("v1/audit")
@Produces(MediaType.APPLICATION_JSON)
public final class AuditResource {
    private static final int TOKEN_NUMBERS = 3;

    private final Database database;
    private final PageTokens tokens;
    private final AuditRepository repository = new AuditRepository();

    /** @param tokens say where a page ended */
    public AuditResource(Database database, PageTokens tokens) {
        this.database = database;
        this.tokens = tokens;
    }

    /** A page of it, the newest first. */
    @GET
    @Access(value = Access.Who.SCOPED, scope = Scope.KEYS)
    public AuditPageResponse page(
            @QueryParam("who") @Nullable String who,
            @QueryParam("action") @Nullable String action,
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) int limit,
            @QueryParam("pageToken") @Nullable String pageToken) {
        int most = PageLimit.checked(limit);
        long whoTag = tag(who);
        long actionTag = tag(action);
        long before = pageToken == null ? Long.MAX_VALUE : before(pageToken, whoTag, actionTag);
        List<AuditRepository.Row> found = database.transact(
                unit -> repository.page(unit, Optional.ofNullable(who), Optional.ofNullable(action), before, most + 1));
        Page<AuditRepository.Row> page =
                Page.of(found, most, last -> tokens.write(PagedList.AUDIT, whoTag, actionTag, last.number()));
        return new AuditPageResponse(page.map(AuditRepository.Row::item), page.nextPageToken());
    }

    private long before(String pageToken, long whoTag, long actionTag) {
        long[] numbers = tokens.read(PagedList.AUDIT, pageToken, TOKEN_NUMBERS);
        if (numbers[0] != whoTag || numbers[1] != actionTag) {
            throw PageTokens.invalid();
        }
        return numbers[TOKEN_NUMBERS - 1];
    }

    private static long tag(@Nullable String filter) {
        return filter == null ? Long.MIN_VALUE : filter.hashCode();
    }
}
