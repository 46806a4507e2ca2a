package dev.gildong.score.nodes;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a player's score can be.
 *
 * @param certain submits that it must count
 * @param sent all submits that it can count, the certain ones among them
 */
record Possible(CheckedBoard board, List<SubmitTrace> certain, List<SubmitTrace> sent) {

    /** Whether the player may have no entry. */
    boolean allowsNone() {
        return certain.isEmpty();
    }

    boolean allows(long score) {
        return switch (board.keep()) {
            case BEST ->
                sent.stream().anyMatch(submit -> submit.score == score)
                        && certain.stream().noneMatch(submit -> board.isBetter(submit.score, score));
            case LATEST -> latest().anyMatch(submit -> submit.score == score);
            case SUM -> !sent.isEmpty() && sum(certain) <= score && score <= sum(sent);
        };
    }

    /** Whether the player leads this score in any case. */
    boolean certainlyLeads(long score) {
        return !certain.isEmpty()
                && switch (board.keep()) {
                    case BEST -> certain.stream().anyMatch(submit -> board.isBetter(submit.score, score));
                    case LATEST -> latest().allMatch(submit -> board.isBetter(submit.score, score));
                    case SUM -> board.isBetter(sum(certain), score);
                };
    }

    /** Whether the player can lead this score. */
    boolean possiblyLeads(long score) {
        return switch (board.keep()) {
            case BEST -> sent.stream().anyMatch(submit -> board.mayLead(submit.score, score));
            case LATEST -> latest().anyMatch(submit -> board.mayLead(submit.score, score));
            case SUM -> !sent.isEmpty() && board.mayLead(sum(sent), score);
        };
    }

    /** Those that no certain one replaced, by having begun after their end. */
    private Stream<SubmitTrace> latest() {
        long replaced = certain.stream().mapToLong(submit -> submit.began).max().orElse(Long.MIN_VALUE);
        return sent.stream().filter(submit -> !submit.endedBefore(replaced));
    }

    /** Whether a sum is that of the certain submits and some of the others, each whole and once. */
    boolean allowsAsExactSum(long score) {
        Set<Long> sums = new HashSet<>(Set.of(sum(certain)));
        for (SubmitTrace submit : sent) {
            if (!certain.contains(submit)) {
                List.copyOf(sums).forEach(sum -> sums.add(sum + submit.score));
            }
        }
        return sums.contains(score);
    }

    private static long sum(List<SubmitTrace> submits) {
        return submits.stream().mapToLong(submit -> submit.score).sum();
    }
}
