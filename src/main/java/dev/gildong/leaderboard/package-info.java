/** Leaderboards: their definitions, and which season of each runs. */
@NullMarked
package dev.gildong.leaderboard;

import org.jspecify.annotations.NullMarked;
