package dev.gildong.leaderboard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.audit.AuditEvent;
import dev.gildong.audit.AuditLog;
import dev.gildong.http.ProblemException;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.task.Tasks;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes, changes and deletes leaderboards. Each change is one unit, which locks first the board and then those of its
 * seasons that still take scores: a submit that commits after the unit goes by the new definition. Safe for any number
 * of threads.
 */
public final class Definitions {
    private final Database database;
    private final Leaderboards leaderboards;
    private final SeasonChanges seasonChanges;
    private final Tasks tasks;
    private final LeaderboardRepository repository = new LeaderboardRepository();
    private final AuditLog audit = new AuditLog();

    /** @param leaderboards forget what they remember of a board that was changed */
    public Definitions(Database database, Leaderboards leaderboards, Seasons seasons, Tasks tasks) {
        this.database = database;
        this.leaderboards = leaderboards;
        this.seasonChanges = new SeasonChanges(seasons);
        this.tasks = tasks;
    }

    /**
     * Makes a board, or gives it another definition; the same one again changes nothing.
     *
     * @param precondition throws if the board, or that there is none, is not what the caller expects
     * @throws ProblemException 400 if name or definition cannot be; 409 if the change would falsify recorded scores
     */
    Stored put(String name, DefinitionBody body, Consumer<Optional<Board>> precondition) {
        if (!Board.isName(name)) {
            throw LeaderboardProblems.name();
        }
        Definition definition = body.definition();
        return database.findOrAdd(unit -> {
            Optional<Board> before = repository.lock(unit, name);
            precondition.accept(before);
            return before.map(board -> new Stored(changed(unit, board, definition), false))
                    .orElseGet(() -> new Stored(added(unit, name, definition), true));
        });
    }

    /**
     * Changes parts of a definition (RFC 7396).
     *
     * @param precondition throws if the board is not what the caller expects
     * @throws ProblemException 404 if there is no such board, 400 and 409 as for {@link #put}
     */
    Board patch(String name, ObjectNode patch, Consumer<Optional<Board>> precondition) {
        return database.transact(unit -> {
            Board board = existing(unit, name);
            precondition.accept(Optional.of(board));
            DefinitionBody merged = DefinitionBody.of(board.definition()).merged(patch);
            return changed(unit, board, merged.definition());
        });
    }

    /**
     * Deletes a board: it takes nothing more, its name is free at once, and its scores are removed in their time.
     *
     * @param precondition throws if the board is not what the caller expects
     * @throws ProblemException 404 if there is no such board
     */
    void delete(String name, Consumer<Optional<Board>> precondition) {
        database.transact(unit -> {
            Board board = existing(unit, name);
            precondition.accept(Optional.of(board));
            repository.remove(unit, board);
            seasonChanges.end(unit, board);
            leaderboards.forget(unit, name);
            audit.record(unit, "leaderboard.deleted", name);
            return tasks.enqueue(unit, Leaderboards.PURGE.task(new BoardRef(board.number())));
        });
    }

    private Board added(UnitOfWork unit, String name, Definition definition) {
        audit.record(unit, "leaderboard.created", name);
        return repository.add(unit, name, definition);
    }

    private Board existing(UnitOfWork unit, String name) {
        return Optional.of(name)
                .filter(Board::isName)
                .flatMap(good -> repository.lock(unit, good))
                .orElseThrow(LeaderboardProblems::noBoard);
    }

    private Board changed(UnitOfWork unit, Board former, Definition definition) {
        if (former.definition().equals(definition)) {
            return former;
        }
        Instant now = UnitOfWork.instant(unit.nowMicros());
        Board board = former.with(definition, now);
        boolean recorded = seasonChanges.follow(unit, board);
        if (recorded && !definition.keepsScoresOf(former.definition())) {
            throw LeaderboardProblems.fixed();
        }
        repository.change(unit, board);
        seasonChanges.replan(unit, board, recorded);
        leaderboards.forget(unit, board.name());
        audit.record(unit, new AuditEvent("leaderboard.changed", board.name(), Map.of("version", board.version())));
        return board;
    }

    /** A board, and whether this request made it. */
    record Stored(Board board, boolean created) {}
}
