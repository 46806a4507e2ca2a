/** Leaderboards: definitions, submits and exact ranks. */
@NullMarked
package dev.gildong.leaderboard;

import org.jspecify.annotations.NullMarked;
