package dev.gildong.score;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * The entries of a set of players, best first; those who have none are left out.
 *
 * @param total entries of the season
 */
record LookupResponse(List<Item> items, long total, int season) {

    /**
     * One entry.
     *
     * @param rankInSet among the players who were asked for
     */
    record Item(@JsonUnwrapped RankedScore entry, long rankInSet) {}
}
