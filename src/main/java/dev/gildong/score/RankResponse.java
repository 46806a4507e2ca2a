package dev.gildong.score;

/**
 * The rank that a score would take.
 *
 * @param total entries of the season, without it
 */
record RankResponse(Number score, long rank, long total, int season) {}
