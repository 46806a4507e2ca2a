package dev.gildong.score;

import dev.gildong.rank.Entry;
import dev.gildong.rank.RankIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ranks as they will be when outcomes are committed that the index does not hold yet: the place that each of these players
 * had there is taken out of the count, and the new one put in. Right as long as the season is locked, and to be asked
 * while nobody changes the index.
 */
final class CommittedRanks {
    private static final Comparator<Outcome.Placed> EARLIEST =
            Comparator.comparingLong(Outcome.Placed::sortKey).thenComparingLong(Outcome.Placed::reachedNo);
    private static final Comparator<Outcome.Placed> SHARED = Comparator.comparingLong(Outcome.Placed::sortKey);

    private final RankIndex index;
    private final Comparator<Outcome.Placed> order;
    private final Map<Long, Outcome.Placed> now;
    private final List<Outcome.Placed> left = new ArrayList<>();
    private final List<Outcome.Placed> taken;

    /**
     * Ranks of one season.
     *
     * @param shared whether equal scores share a rank
     * @param now where players stand in the end whose scores were submitted
     */
    CommittedRanks(RankIndex index, boolean shared, Map<Long, Outcome.Placed> now) {
        this.index = index;
        this.order = shared ? SHARED : EARLIEST;
        this.now = new HashMap<>(now);
        for (Long player : now.keySet()) {
            @Nullable Entry held = index.find(player);
            if (held != null) {
                left.add(new Outcome.Placed(held.sortKey(), held.reached()));
            }
        }
        left.sort(order);
        this.taken = new ArrayList<>(now.values());
        taken.sort(order);
    }

    /** The rank of a place as the others will stand; the player's own entry is not among them. */
    long rank(Outcome.Placed place, long player) {
        long ahead = order == SHARED ? index.aheadOf(place.sortKey()) : index.ahead(place.sortKey(), place.reachedNo());
        Outcome.Placed own = now.get(player);
        boolean ownAhead = own != null && order.compare(own, place) < 0;
        return 1 + ahead - ahead(left, place) + ahead(taken, place) - (ownAhead ? 1 : 0);
    }

    private int ahead(List<Outcome.Placed> sorted, Outcome.Placed place) {
        int from = 0;
        int to = sorted.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (order.compare(sorted.get(middle), place) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
