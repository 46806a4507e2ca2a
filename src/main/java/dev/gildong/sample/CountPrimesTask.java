package dev.gildong.sample;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gildong.http.ProblemException;
import dev.gildong.task.TaskHandler;
import dev.gildong.task.TaskRun;
import dev.gildong.task.TaskType;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * A task that keeps a processor busy: counts primes by a segmented sieve of Eratosthenes. Says how far it is, and stops
 * when it is told to.
 */
public final class CountPrimesTask implements TaskHandler<CountPrimesTask.Args, CountPrimesTask.Result> {
    /** {@code POST /v1/tasks/count-primes}, with an API key. */
    public static final TaskType<Args> TYPE = TaskType.of("count-primes", Args.class);

    private static final int MAX = 2_000_000_000;
    private static final int SEGMENT = 1 << 18;
    private static final int SEGMENTS_A_REPORT = 400;

    @Override
    public Result run(Args args, TaskRun<Result> run) throws InterruptedException {
        int[] small = primesTo((int) Math.sqrt(args.below()));
        long count = 0;
        int segments = 0;
        for (long from = 0; from < args.below(); from += SEGMENT) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (++segments % SEGMENTS_A_REPORT == 0) {
                run.progress(from, args.below());
            }
            count += primesIn(from, Math.min(from + SEGMENT, args.below()), small);
        }
        return new Result(count);
    }

    private static int[] primesTo(int last) {
        return IntStream.rangeClosed(2, last)
                .filter(n -> IntStream.rangeClosed(2, (int) Math.sqrt(n)).noneMatch(d -> n % d == 0))
                .toArray();
    }

    private static int primesIn(long from, long to, int[] small) {
        BitSet composite = new BitSet(SEGMENT);
        Arrays.stream(small).forEach(prime -> {
            long first = Math.max((long) prime * prime, (from + prime - 1) / prime * prime);
            for (long n = first; n < to; n += prime) {
                composite.set((int) (n - from));
            }
        });
        int candidates = (int) (to - Math.max(from, 2));
        return candidates - composite.cardinality();
    }

    /** @param below counts the primes that are smaller; 2 to 2,000,000,000 */
    public record Args(@JsonProperty(required = true) int below) {
        /** Checks the bounds. */
        public Args {
            if (below < 2 || below > MAX) {
                throw ProblemException.invalid("/below", "must be 2 to 2000000000");
            }
        }
    }

    /** How many there are. */
    public record Result(long primes) {}
}
