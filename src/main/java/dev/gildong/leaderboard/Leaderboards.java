package dev.gildong.leaderboard;

import dev.gildong.cache.CacheCatalogue;
import dev.gildong.cache.CacheSettings;
import dev.gildong.cache.ReadThroughCache;
import dev.gildong.http.Page;
import dev.gildong.http.PageTokens;
import dev.gildong.http.PagedList;
import dev.gildong.http.ProblemException;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.task.RetryPolicy;
import dev.gildong.task.TaskType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The leaderboards there are. {@link Definitions} makes and changes them. Safe for any number of threads. */
public final class Leaderboards {
    /** Removes what a deleted board leaves behind; to be enqueued in the unit that takes its name away. */
    public static final TaskType<BoardRef> PURGE = TaskType.of("leaderboard.purge", BoardRef.class)
            .internal()
            .withoutResult()
            .withRetries(RetryPolicy.FOREVER);

    private final Database database;
    private final PageTokens tokens;
    private final LeaderboardRepository repository = new LeaderboardRepository();
    private final ReadThroughCache<String, Board> cache;

    /** @param caches takes the cache of definitions */
    public Leaderboards(Database database, PageTokens tokens, CacheCatalogue caches, CacheSettings settings) {
        this.database = database;
        this.tokens = tokens;
        this.cache =
                caches.add("leaderboards", String.class, Board.class, settings.leaderboards(), settings.timeToLive());
    }

    /**
     * The board of this name. Not to be called within a unit of work.
     *
     * @throws ProblemException 404 if there is none
     */
    public Board get(String name) {
        return find(name).orElseThrow(LeaderboardProblems::noBoard);
    }

    /**
     * The board of this name, for one who wants to read what is on it. Who is asking is looked up only where it matters.
     * Not to be called within a unit of work.
     *
     * @throws ProblemException 401 if nobody is signed in and the board is not public; also if there is none, so that
     *     nothing is learnt. 404 if somebody is and there is none
     */
    public Board readable(String name, SecurityContext who) {
        Optional<Board> board = find(name);
        boolean isPublic = board.filter(each -> each.definition().read() == Definition.Read.PUBLIC)
                .isPresent();
        if (!isPublic && who.getUserPrincipal() == null) {
            throw ProblemException.notSignedIn();
        }
        return board.orElseThrow(LeaderboardProblems::noBoard);
    }

    /** The board of this number as this unit finds it; empty once it is deleted. */
    public Optional<Board> find(UnitOfWork unit, long number) {
        return repository.find(unit, number);
    }

    /** The board of this name. Not to be called within a unit of work. */
    public Optional<Board> find(String name) {
        return Board.isName(name)
                ? cache.get(name, key -> database.transact(unit -> repository.find(unit, key)))
                : Optional.empty();
    }

    LeaderboardPageResponse page(int limit, @Nullable String pageToken) {
        String after = pageToken == null ? "" : tokens.readName(PagedList.LEADERBOARDS, pageToken);
        List<Board> found = database.transact(unit -> repository.page(unit, after, limit + 1));
        Page<Board> page = Page.of(found, limit, last -> tokens.writeName(PagedList.LEADERBOARDS, last.name()));
        return new LeaderboardPageResponse(page.map(LeaderboardResponse::of), page.nextPageToken());
    }

    /** Lets what is remembered of a board go when this unit is committed. */
    void forget(UnitOfWork unit, String name) {
        cache.remove(unit, name);
    }
}
