package dev.gildong.score.nodes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was submitted for one player of one board, and what was shown of it. Safe for use by many threads. */
final class PlayerTrace {
    private final CheckedBoard board;
    private final String player;
    private final List<SubmitTrace> submits = new ArrayList<>();
    private @Nullable Long bestShown;

    PlayerTrace(CheckedBoard board, String player) {
        this.board = board;
        this.player = player;
    }

    /** To be called before the request is sent. */
    synchronized SubmitTrace begin(String node, long score, long at) {
        SubmitTrace submit = new SubmitTrace(node, score, at);
        submits.add(submit);
        return submit;
    }

    /** It was never sent. */
    synchronized void forget(SubmitTrace submit) {
        submits.remove(submit);
    }

    synchronized long acknowledged() {
        return submits.stream().filter(SubmitTrace::isAcknowledged).count();
    }

    synchronized Possible possible(Look look, long lateNanos) {
        return new Possible(
                board,
                submits.stream()
                        .filter(submit -> look.mustCount(submit, lateNanos))
                        .toList(),
                submits.stream().filter(look::canCount).toList());
    }

    /**
     * Says why a look cannot have shown this, if so.
     *
     * @param score null if the player had no entry
     */
    Optional<String> objection(@Nullable Long score, Look look, long lateNanos) {
        Possible possible = possible(look, lateNanos);
        if (score == null) {
            return possible.allowsNone() ? Optional.empty() : Optional.of("no entry of " + this);
        }
        return possible.allows(score) ? Optional.empty() : Optional.of("a score of " + score + " for " + this);
    }

    /** Remembers what a look showed: from then on it stands, since what is shown is stored. */
    synchronized void show(long score) {
        if (board.keep() != CheckedBoard.Keep.LATEST && (bestShown == null || board.isBetter(score, bestShown))) {
            bestShown = score;
        }
    }

    /** Says why the score that is stored in the end cannot be it, if so. */
    synchronized Optional<String> finalObjection(@Nullable Long stored, Look atEnd) {
        if (bestShown != null && (stored == null || board.isBetter(bestShown, stored))) {
            return Optional.of("%s stored though %d was shown, for %s".formatted(stored, bestShown, this));
        }
        if (board.keep() == CheckedBoard.Keep.SUM
                && stored != null
                && !possible(atEnd, 0).allowsAsExactSum(stored)) {
            return Optional.of("%d stored, which is no sum of them, for %s".formatted(stored, this));
        }
        return objection(stored, atEnd, 0).map("stored is "::concat);
    }

    /** Whether this player certainly reached a best score before the other did, so that he ranks ahead. */
    boolean reachedBefore(PlayerTrace other, long score) {
        return earliestEnd(score) < other.earliestBegin(score);
    }

    private synchronized long earliestEnd(long score) {
        return submits.stream()
                .filter(submit -> submit.score == score)
                .mapToLong(SubmitTrace::ended)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private synchronized long earliestBegin(long score) {
        return submits.stream()
                .filter(submit -> submit.score == score)
                .mapToLong(submit -> submit.began)
                .min()
                .orElse(Long.MIN_VALUE);
    }

    /** The history, for a reader who wants to know what went wrong. */
    @Override
    public synchronized String toString() {
        return submits.stream()
                .map(SubmitTrace::toString)
                .collect(Collectors.joining("\n  ", player + " on " + board.name() + ", who submitted\n  ", "\n"));
    }
}
