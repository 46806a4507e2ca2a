package dev.gildong.score;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * One entry.
 *
 * @param percentile per cent of the other entries that do not rank ahead of it; 100 for the only one
 * @param total entries of the season
 */
record ScoreEntryResponse(@JsonUnwrapped RankedScore entry, double percentile, long total, int season) {

    static ScoreEntryResponse of(RankedScore entry, long total, int season) {
        double percentile = total == 1 ? 100 : 100.0 * (total - entry.rank()) / (total - 1);
        return new ScoreEntryResponse(entry, percentile, total, season);
    }
}
