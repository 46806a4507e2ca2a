package dev.gildong.leaderboard;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * One entry.
 *
 * @param percentile per cent of the other entries that rank behind it; 100 for the only one
 */
record ScoreEntryResponse(@JsonUnwrapped RankedScore entry, double percentile, long total, int season) {

    static ScoreEntryResponse of(RankedScore entry, long total, int season) {
        double percentile = total == 1 ? 100 : 100.0 * (total - entry.rank()) / (total - 1);
        return new ScoreEntryResponse(entry, percentile, total, season);
    }
}
