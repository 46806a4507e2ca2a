package dev.gildong.score;

/**
 * Names a score of a season in memory.
 *
 * @param load see {@link LiveSeason#load}: what was remembered before the season left memory is not asked for again
 * @param player number of the player
 */
record DetailKey(long load, long player) {}
