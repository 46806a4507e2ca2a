package dev.gildong.leaderboard;

import java.util.Optional;

/**
 * A row of a board.
 *
 * @param metadata a JSON object, if any came with the score
 */
record Standing(Position position, String playerId, String displayName, Optional<String> metadata) {}
