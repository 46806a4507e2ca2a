package dev.gildong.session;

import dev.gildong.http.Page;
import dev.gildong.http.PageTokens;
import dev.gildong.http.PagedList;
import dev.gildong.http.ProblemException;
import dev.gildong.http.SecurityLog;
import dev.gildong.persistence.Database;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What players see of their own sessions, and which of them they end. */
public final class MySessions {
    private final Database database;
    private final Sessions sessions;
    private final SessionSettings settings;
    private final PageTokens tokens;
    private final SessionRepository repository = new SessionRepository();

    /** @param settings say when one has ended */
    public MySessions(Database database, Sessions sessions, SessionSettings settings, PageTokens tokens) {
        this.database = database;
        this.sessions = sessions;
        this.settings = settings;
        this.tokens = tokens;
    }

    SessionPageResponse page(Session caller, int limit, @Nullable String pageToken) {
        SessionPlace after = pageToken == null
                ? SessionPlace.START
                : SessionPlace.of(tokens.readName(PagedList.SESSIONS, pageToken));
        List<SessionItemResponse> found =
                database.transact(unit -> repository.page(unit, caller, settings.idleLifetime(), after, limit + 1));
        Page<SessionItemResponse> page = Page.of(
                found,
                limit,
                last -> tokens.writeName(PagedList.SESSIONS, last.place().toString()));
        return new SessionPageResponse(page.items(), page.nextPageToken());
    }

    /** @throws ProblemException 404 if the caller has no such session, whoever else may have it */
    void end(Session caller, String id) {
        database.transact(unit -> {
            String tokenHash = repository
                    .tokenHash(unit, caller.playerNumber(), id)
                    .orElseThrow(() -> ProblemException.notFound("You have no such session."));
            sessions.close(unit, tokenHash);
            unit.afterCommit(() -> SecurityLog.done("session-revoked:" + id));
            return unit;
        });
    }

    /** Ends all but the one that asks. */
    void endOthers(Session caller) {
        database.transact(unit -> {
            sessions.closeOthers(unit, caller);
            unit.afterCommit(() -> SecurityLog.done("sessions-revoked:others"));
            return unit;
        });
    }
}
