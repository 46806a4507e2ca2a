package dev.gildong.rank;

import dev.gildong.rank.History.Change;
import dev.gildong.rank.History.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/**
 * Random histories, held against {@link NaiveIndex}. The build runs a thousand small ones; a hundred thousand take one or
 * two minutes:
 *
 * <pre>mvn test -Dtest=RankIndexPropertyTest -DargLine=-Djqwik.tries.default=100000</pre>
 */
class RankIndexPropertyTest {
    private static final int PLAYERS = 400;
    /** Where the reached numbers begin: also where their lower bits overflow, and shortly before their end. */
    private static final List<Long> REACHED = List.of(0L, (1L << 29) - 200, Packed.MAX_REACHED - 100_000);

    @Property(edgeCases = EdgeCasesMode.NONE)
    void everyAnswerShouldBeThatOfASortedList(
            @ForAll("reached") long reached,
            @ForAll("firstPlayer") long firstPlayer,
            @ForAll @IntRange(max = 300) int start,
            @ForAll("changes") List<Change> changes) {
        History history = new History(reached, start(new Random(start), start, reached, firstPlayer, 50));
        for (Change change : changes) {
            history.apply(at(firstPlayer, change));
        }
        history.checkAll();
        history.empty();
    }

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void threeLevelsShouldAnswerLikeASortedListToo(
            @ForAll("reached") long reached,
            @ForAll("firstPlayer") long firstPlayer,
            @ForAll @IntRange(min = 3_000, max = 12_000) int start,
            @ForAll("largeChanges") List<Change> changes) {
        History history = new History(reached, start(new Random(start), start, reached, firstPlayer, 1_000_000));
        for (Change change : changes) {
            history.apply(at(firstPlayer, change));
        }
        history.checkAll();
        history.empty();
    }

    private static List<Entry> start(Random random, int size, long reached, long firstPlayer, int keys) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            entries.add(new Entry(random.nextInt(keys) - keys / 2, reached - i, firstPlayer + i));
        }
        entries.removeIf(entry -> entry.reached() < 1);
        return entries;
    }

    private static Change at(long firstPlayer, Change change) {
        return new Change(
                change.kind(), firstPlayer + change.player(), change.count(), change.sortKey(), change.step());
    }

    @Provide
    Arbitrary<Long> reached() {
        return Arbitraries.of(REACHED);
    }

    @Provide
    Arbitrary<Long> firstPlayer() {
        return Arbitraries.of(1L, Packed.MAX_PLAYER - 20_000);
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        Arbitrary<Integer> counts = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.integers().between(1, 3)),
                Tuple.of(2, Arbitraries.integers().between(4, 150)));
        return changes(PLAYERS, counts).list().ofMaxSize(40);
    }

    @Provide
    Arbitrary<List<Change>> largeChanges() {
        return changes(12_000, Arbitraries.integers().between(1, 5_000)).list().ofMaxSize(12);
    }

    private static Arbitrary<Change> changes(long players, Arbitrary<Integer> counts) {
        Arbitrary<Long> keys = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.longs().between(-3, 3)),
                Tuple.of(3, Arbitraries.longs().between(-600, 600)),
                Tuple.of(1, Arbitraries.longs().between(-Packed.MAX_SORT_KEY, Packed.MAX_SORT_KEY)),
                Tuple.of(1, Arbitraries.of(-Packed.MAX_SORT_KEY, Packed.MAX_SORT_KEY)));
        Arbitrary<Kind> kinds =
                Arbitraries.frequency(Tuple.of(5, Kind.PUT), Tuple.of(2, Kind.REMOVE), Tuple.of(1, Kind.REMOVE_PLACES));
        return Combinators.combine(
                        kinds,
                        Arbitraries.longs().between(0, players - 1),
                        counts,
                        keys,
                        Arbitraries.longs().between(-2, 2))
                .as(Change::new);
    }
}
