package dev.gildong.document;

import dev.gildong.persistence.UnitOfWork;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One walk through candidates, which ends after so many and so long. Candidates are read in batches of a mebibyte.
 * Belongs to one thread.
 */
final class Scan {
    private static final int MOST_ROWS = 500;

    private final SearchRepository repository = new SearchRepository();
    private final UnitOfWork unit;
    private final int bound;
    private final long began = System.nanoTime();
    private final long longest;
    private int examined;
    private int batch;
    private @Nullable Position last;

    /**
     * A walk that has not begun.
     *
     * @param bound candidates at most
     * @param longest nothing is read after this long
     * @param first how many are read at first, where few may be enough
     */
    Scan(UnitOfWork unit, int bound, Duration longest, int first) {
        this.unit = unit;
        this.bound = bound;
        this.longest = longest.toNanos();
        this.batch = first;
    }

    /** How many candidates it has seen. */
    int examined() {
        return examined;
    }

    /** The last one that it has seen. */
    @Nullable
    Position last() {
        return last;
    }

    /**
     * Walks on.
     *
     * @param after where to begin; null for the first
     * @param visitor sees each candidate; false for enough
     * @return how it ended
     */
    End walk(Source source, @Nullable Position after, Predicate<SearchRepository.Candidate> visitor) {
        last = after;
        List<Source.Cut> cuts = source.cuts(after);
        int next = 0;
        while (next < cuts.size()) {
            int limit = Math.min(batch, bound - examined);
            if (limit == 0 || examined > 0 && isLate()) { // else the next page would begin where this one did
                return End.BOUND;
            }
            List<Integer> lengths = repository.lengths(unit, source, cuts.get(next), limit);
            int count = DocumentLists.fitting(lengths, limit, bytes -> bytes);
            End end = visitAll(source, cuts.get(next), count, visitor);
            if (end != End.ALL) {
                return end;
            }
            if (lengths.size() < limit && count == lengths.size()) {
                next++;
            } else {
                cuts = source.cuts(last);
                next = 0;
            }
            batch = Math.min(MOST_ROWS, batch * 4);
        }
        return End.ALL;
    }

    private End visitAll(Source source, Source.Cut cut, int count, Predicate<SearchRepository.Candidate> visitor) {
        if (count == 0) {
            return End.ALL;
        }
        for (SearchRepository.Candidate candidate : repository.candidates(unit, source, cut, count)) {
            examined++;
            if (!visitor.test(candidate)) {
                return End.ENOUGH;
            }
            last = candidate.position();
            if (isLate()) {
                return End.BOUND;
            }
        }
        return End.ALL;
    }

    private boolean isLate() {
        return System.nanoTime() - began > longest;
    }

    /** How a walk ended. */
    enum End {
        /** There are no others. */
        ALL,
        /** The visitor has enough. */
        ENOUGH,
        /** It saw as many as it may, or took as long. */
        BOUND
    }
}
