package dev.gildong.score;

import dev.gildong.leaderboard.Board;
import dev.gildong.leaderboard.Decimals;
import dev.gildong.leaderboard.Definition;
import dev.gildong.leaderboard.ScoreRules;
import dev.gildong.leaderboard.SeasonLock;
import dev.gildong.persistence.UnitOfWork;
import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of a submit, by the definition that holds and by what stands while the season is locked. Changes nothing
 * itself.
 */
final class Decision {
    private static final long MICROS_PER_MINUTE = 60_000_000;

    private final Board board;
    private final SeasonLock lock;

    /** @param board as it stands under the lock */
    Decision(Board board, SeasonLock lock) {
        this.board = board;
        this.lock = lock;
    }

    /**
     * The row after the submit; the same one if it changes nothing.
     *
     * @param number for a change, if it is one
     * @throws SeasonOverException if it belongs to the season after this one
     * @throws dev.gildong.http.ProblemException if it is refused
     */
    ScoreRow after(ScoreRow row, Submission submission, long number) {
        requireOpen(submission);
        requireAllowed(submission);
        ScoreRow counted = counted(row);
        requireRules(counted, submission.units());
        long submitted = order().sortKey(submission.units());
        if (counted.sortKey().isEmpty()) {
            return counted.reached(submitted, number, lock.nowMicros(), submission.metadata());
        }
        long stands = counted.sortKey().get();
        return switch (board.definition().keep()) {
            case BEST ->
                submitted < stands
                        ? counted.reached(submitted, number, lock.nowMicros(), submission.metadata())
                        : counted;
            case LATEST -> replaced(counted, submitted, number, submission.metadata());
            case SUM -> replaced(counted, sum(stands, submitted), number, submission.metadata());
        };
    }

    private ScoreRow replaced(ScoreRow row, long sortKey, long number, Optional<String> metadata) {
        if (row.sortKey().orElseThrow() != sortKey) {
            return row.reached(sortKey, number, lock.nowMicros(), metadata);
        }
        return row.metadata().equals(metadata) ? row : row.described(number, metadata);
    }

    private static long sum(long stands, long added) {
        long sum = stands + added; // both lie within ±2^53
        if (Math.abs(sum) > Decimals.MAX) {
            throw ScoreProblems.outOfRange();
        }
        return sum;
    }

    private void requireOpen(Submission submission) {
        Instant now = UnitOfWork.instant(lock.nowMicros());
        if (board.definition().frozen()) {
            throw ScoreProblems.frozen();
        }
        if (now.isBefore(lock.season().startsAt())) {
            throw ScoreProblems.notOpen();
        }
        if (lock.season().over(now)) {
            throw new SeasonOverException();
        }
        if (!submission.late() && lock.season().ended(now)) {
            throw new SeasonOverException();
        }
    }

    private void requireAllowed(Submission submission) {
        if (board.definition().submit() == Definition.Submit.SERVERS && !submission.byServer()) {
            throw ScoreProblems.serversOnly();
        }
        if (!board.definition().keepsScoresOf(submission.board().definition())) {
            throw ScoreProblems.definitionChanged();
        }
    }

    private ScoreRow counted(ScoreRow row) {
        Integer limit = board.definition().rules().perMinute();
        if (limit == null) {
            return row;
        }
        long minute = lock.nowMicros() / MICROS_PER_MINUTE;
        int submits = row.minute() == minute ? row.inMinute() + 1 : 1;
        if (submits > limit) {
            throw ScoreProblems.rule("perMinute", "Too many scores of this player in this minute.");
        }
        return row.counted(minute, submits);
    }

    private void requireRules(ScoreRow row, long units) {
        ScoreRules rules = board.definition().rules();
        if (rules.min() != null && units < rules.min()) {
            throw ScoreProblems.rule("min", "The score is smaller than this leaderboard takes.");
        }
        if (rules.max() != null && units > rules.max()) {
            throw ScoreProblems.rule("max", "The score is larger than this leaderboard takes.");
        }
        if (rules.maxChange() != null && change(row, units) > rules.maxChange()) {
            throw ScoreProblems.rule("maxChange", "The score lies too far from the player's last one.");
        }
    }

    /** A first score changes nothing; one that is added to a sum changes it by itself. */
    private long change(ScoreRow row, long units) {
        if (board.definition().keep() == Definition.Keep.SUM) {
            return Math.abs(units);
        }
        return row.sortKey().map(key -> Math.abs(units - order().sortKey(key))).orElse(0L);
    }

    private Definition.Order order() {
        return board.definition().order();
    }
}
