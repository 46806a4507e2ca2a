/** Holds the leaderboards of three nodes against the contract while they are killed. */
@NullMarked
package dev.gildong.score.nodes;

import org.jspecify.annotations.NullMarked;
