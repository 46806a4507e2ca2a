/**
 * Exact ranks in memory: the order of one leaderboard's season, asked by place, by position and by player.
 *
 * <p>Two structures hold the same entries. A counted B+-tree (the order statistics of Knuth, The Art of Computer
 * Programming, volume 3, section 6.2.3, on the nodes of section 6.2.4) keeps them in rank order; its inner nodes know
 * how many entries are below each child, so that a place is found, and counted, in one descent. A hash map finds a
 * player's entry. Both hold an entry as two longs, {@link dev.gildong.rank.Packed}, in plain arrays that are sized to
 * what they hold: there is no object for an entry, and about 40 bytes is all that one costs.
 *
 * <p>Nothing here knows of boards, databases or locks. The caller negates scores where the highest leads, and lets many
 * readers or one writer in.
 */
@NullMarked
package dev.gildong.rank;

import org.jspecify.annotations.NullMarked;
