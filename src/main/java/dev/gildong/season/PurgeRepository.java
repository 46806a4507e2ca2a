package dev.gildong.season;

import dev.gildong.leaderboard.SeasonRef;
import dev.gildong.persistence.UnitOfWork;
import java.util.List;

/**
 * Removes rows of seasons and boards that are over, a batch at a time: small, so that the locks are short. What removes
 * a batch says whether there may be more.
 */
final class PurgeRepository {
    /** How many rows a batch removes, unless there are fewer. */
    private static final int BATCH = 1000;

    private static final String OF_SEASON = " WHERE board_no = ? AND season_no = ?";
    private static final String OF_BOARD = " WHERE board_no = ?";
    private static final String LIMIT = " LIMIT " + BATCH;

    /** Some of the live scores of a season, but none unless its ranks are final. */
    boolean liveScores(UnitOfWork unit, SeasonRef season) {
        return BATCH
                == unit.update(
                        "DELETE FROM score" + OF_SEASON + " AND EXISTS (SELECT 1 FROM season" + OF_SEASON
                                + " AND state IN ('closed', 'removed'))" + LIMIT,
                        season.board(),
                        season.season(),
                        season.board(),
                        season.season());
    }

    /**
     * Takes closed seasons out of sight but for the last ones. Nobody finds them from now on, so that nobody sees a
     * half of one.
     *
     * @param keep how many stay, 1 or more
     */
    void hide(UnitOfWork unit, long board, int keep) {
        unit.find(
                        row -> row.getInt(1),
                        "SELECT season_no FROM season WHERE board_no = ? AND state = 'closed'"
                                + " ORDER BY season_no DESC LIMIT 1 OFFSET ?",
                        board,
                        keep - 1)
                .ifPresent(oldest -> unit.update(
                        "UPDATE season SET state = 'removed'" + OF_BOARD + " AND state = 'closed' AND season_no < ?",
                        board,
                        oldest));
    }

    /** Those that were taken out of sight. */
    List<SeasonRef> hidden(UnitOfWork unit, long board) {
        return unit.list(
                row -> new SeasonRef(board, row.getInt(1)),
                "SELECT season_no FROM season" + OF_BOARD + " AND state = 'removed' ORDER BY season_no",
                board);
    }

    boolean finalScores(UnitOfWork unit, SeasonRef season) {
        return unit.update("DELETE FROM final_score" + OF_SEASON + LIMIT, season.board(), season.season()) == BATCH;
    }

    /** A season of which nothing else is left. */
    int season(UnitOfWork unit, SeasonRef season) {
        return unit.update("DELETE FROM season" + OF_SEASON, season.board(), season.season());
    }

    /** Whether a board was deleted; a deleted one stays so. */
    boolean isDeleted(UnitOfWork unit, long board) {
        return unit.find(row -> 1, "SELECT 1 FROM leaderboard" + OF_BOARD + " AND name IS NULL", board)
                .isPresent();
    }

    /**
     * Lets no season of a board take anything more. Waits for those who are at it: whatever they add is there when this
     * unit has ended, and nothing comes after it.
     */
    void stop(UnitOfWork unit, long board) {
        unit.update("UPDATE season SET state = 'closing'" + OF_BOARD + " AND state = 'open'", board);
        unit.list(row -> row.getInt(1), "SELECT season_no FROM season" + OF_BOARD + " FOR UPDATE", board);
    }

    boolean liveScores(UnitOfWork unit, long board) {
        return unit.update("DELETE FROM score" + OF_BOARD + LIMIT, board) == BATCH;
    }

    boolean finalScores(UnitOfWork unit, long board) {
        return unit.update("DELETE FROM final_score" + OF_BOARD + LIMIT, board) == BATCH;
    }

    boolean seasons(UnitOfWork unit, long board) {
        return unit.update("DELETE FROM season" + OF_BOARD + LIMIT, board) == BATCH;
    }

    /** A deleted board of which nothing else is left. */
    int board(UnitOfWork unit, long board) {
        return unit.update("DELETE FROM leaderboard" + OF_BOARD + " AND name IS NULL", board);
    }
}
