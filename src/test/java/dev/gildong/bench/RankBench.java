package dev.gildong.bench;

import dev.gildong.rank.Entry;
import dev.gildong.rank.RankIndex;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** {@code src/test/bench/rank}: what a {@link RankIndex} takes for each question, in one thread, and of the heap. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RankBench {
    private static final long KEYS = 1_000_000_000;
    /** Prime, so that its multiples reach every player once. */
    private static final long STRIDE = 2_654_435_761L;

    @Param({"10000", "1000000", "10000000"})
    public int entries;

    private final SplittableRandom random = new SplittableRandom(1);
    private RankIndex index;
    private long reached;

    @Setup
    public void fill() {
        index = sorted(entries);
        reached = entries;
    }

    @Benchmark
    public long rank() {
        Entry entry = index.find(player());
        return index.ahead(entry.sortKey(), entry.reached()) + 1;
    }

    /** A player moves from anywhere to anywhere. */
    @Benchmark
    public void submit() {
        index.put(player(), random.nextLong(-KEYS, KEYS), ++reached);
    }

    @Benchmark
    public List<Entry> topTen() {
        return index.from(0, 10);
    }

    @Benchmark
    public List<Entry> around() {
        Entry entry = index.find(player());
        return index.from(Math.max(0, index.ahead(entry.sortKey(), entry.reached()) - 5), 11);
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 2)
    @Measurement(iterations = 3)
    public RankIndex build() {
        return sorted(entries);
    }

    private long player() {
        return 1 + random.nextInt(entries);
    }

    private static RankIndex sorted(int entries) {
        RankIndex.Builder builder = RankIndex.builder(entries);
        for (int i = 0; i < entries; i++) {
            builder.add(2 * KEYS * i / entries - KEYS, i + 1, 1 + i * STRIDE % entries);
        }
        return builder.build();
    }

    /**
     * Prints one JSON line for each number of entries: the bytes of heap for each of them as they were measured, after
     * the build and after as many submits as there are entries, and the index's own estimate of the latter.
     *
     * @param args numbers of entries
     */
    public static void main(String[] args) {
        for (String entries : args) {
            RankBench bench = new RankBench();
            bench.entries = Integer.parseInt(entries);
            long before = used();
            bench.fill();
            long built = used();
            for (int i = 0; i < bench.entries; i++) {
                bench.submit();
            }
            System.out.printf(
                    Locale.ROOT,
                    "{\"entries\": %d, \"built\": %.1f, \"submitted\": %.1f, \"estimate\": %.1f}%n",
                    bench.entries,
                    (built - before) / (double) bench.entries,
                    (used() - before) / (double) bench.entries,
                    bench.index.bytes() / (double) bench.entries);
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
