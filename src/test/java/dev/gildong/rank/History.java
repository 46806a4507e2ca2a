package dev.gildong.rank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** One index and its model, which are told and asked the same. */
final class History {
    private final NaiveIndex model = new NaiveIndex();
    private final RankIndex index;
    private long reached;

    /** @param reached the greatest number that was reached before the first change */
    History(long reached, List<Entry> start) {
        this.reached = reached;
        start.forEach(model::put);
        RankIndex.Builder builder = RankIndex.builder(start.size() / 2);
        model.order().forEach(entry -> builder.add(entry.sortKey(), entry.reached(), entry.player()));
        this.index = builder.build();
    }

    enum Kind {
        /** Each player gets the key, or the one after the key of the player before. */
        PUT,
        /** Each player loses his entry. */
        REMOVE,
        /** Who stands from this place on loses his entry: whole nodes vanish. */
        REMOVE_PLACES
    }

    /**
     * One change, or a run of them.
     *
     * @param player the first of them; taken modulo the size for {@code REMOVE_PLACES}
     * @param step from one key to the next
     */
    record Change(Kind kind, long player, int count, long sortKey, long step) {}

    void apply(Change change) {
        switch (change.kind()) {
            case PUT -> put(change);
            case REMOVE -> remove(change);
            case REMOVE_PLACES -> removePlaces(change);
        }
        checkAround(change);
    }

    private void put(Change change) {
        for (int i = 0; i < change.count(); i++) {
            long key = change.sortKey() + i * change.step();
            key = Math.max(-Packed.MAX_SORT_KEY, Math.min(Packed.MAX_SORT_KEY, key));
            Entry entry = new Entry(key, ++reached, player(change, i));
            model.put(entry);
            index.put(entry.player(), entry.sortKey(), entry.reached());
        }
    }

    private void remove(Change change) {
        for (int i = 0; i < change.count(); i++) {
            long player = player(change, i);
            assertThat(index.remove(player)).isEqualTo(model.remove(player));
        }
    }

    private void removePlaces(Change change) {
        int size = model.order().size();
        int from = size == 0 ? 0 : (int) (change.player() % size);
        List<Entry> gone = new ArrayList<>(model.order().subList(from, Math.min(size, from + change.count())));
        for (Entry entry : gone) {
            model.remove(entry.player());
            assertThat(index.remove(entry.player())).isTrue();
        }
    }

    private static long player(Change change, int i) {
        return Math.min(Packed.MAX_PLAYER, change.player() + i);
    }

    private void checkAround(Change change) {
        int size = model.order().size();
        assertThat(index.size()).isEqualTo(size);
        check(model.find(change.player()), change.player());
        for (long key : new long[] {change.sortKey(), change.sortKey() + 1, change.sortKey() - 1}) {
            if (Math.abs(key) <= Packed.MAX_SORT_KEY) {
                assertThat(index.aheadOf(key)).isEqualTo(model.aheadOf(key));
                assertThat(index.upTo(key)).isEqualTo(model.upTo(key));
                assertThat(index.ahead(key, reached)).isEqualTo(model.ahead(key, reached));
            }
        }
        long place = size == 0 ? 0 : change.player() % size;
        checkFrom(place, 10);
        if (size > 0) {
            Entry entry = model.order().get((int) place);
            assertThat(index.at(place)).isEqualTo(entry);
            assertThat(index.ahead(entry.sortKey(), entry.reached())).isEqualTo(place);
        }
    }

    private void checkFrom(long place, int limit) {
        List<Entry> order = model.order();
        int from = (int) Math.min(place, order.size());
        int to = (int) Math.min((long) from + limit, order.size());
        assertThat(index.from(place, limit)).isEqualTo(order.subList(from, to));
    }

    private void check(Entry entry, long player) {
        assertThat(index.find(player)).isEqualTo(entry);
    }

    /** Everything that can be asked, of every entry. */
    void checkAll() {
        List<Entry> order = model.order();
        checkFrom(0, Integer.MAX_VALUE);
        checkFrom(order.size(), 1);
        for (int place = 0; place < order.size(); place++) {
            Entry entry = order.get(place);
            check(entry, entry.player());
            assertThat(index.ahead(entry.sortKey(), entry.reached())).isEqualTo(place);
        }
    }

    /** Takes everything out again, from the middle to both sides. */
    void empty() {
        long full = index.bytes();
        while (index.size() > 0) {
            assertThat(index.remove(index.at(index.size() / 2).player())).isTrue();
        }
        assertThat(index.from(0, 10)).isEmpty();
        assertThat(index.aheadOf(Packed.MAX_SORT_KEY)).isZero();
        assertThat(index.bytes()).isLessThanOrEqualTo(full).isLessThan(500);
    }
}
