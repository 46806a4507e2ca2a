/**
 * Scores of leaderboards: submits, exact ranks, pages. The truth is the table {@code score}; each node ranks in memory
 * what it read there, and follows what other nodes write.
 */
@NullMarked
package dev.gildong.score;

import org.jspecify.annotations.NullMarked;
