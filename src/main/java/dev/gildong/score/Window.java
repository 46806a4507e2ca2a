package dev.gildong.score;

import java.util.List;
import java.util.Optional;

/**
 * A part of a season's order, all of one moment.
 *
 * @param standings best first
 * @param total entries of the season
 * @param own where the caller stands
 * @param more whether there are entries behind these
 */
record Window(List<Standing> standings, long total, Optional<Own> own, boolean more) {

    /** The caller's own place. */
    record Own(long rank, long sortKey) {}
}
