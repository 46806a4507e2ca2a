package dev.gildong.score;

import dev.gildong.leaderboard.Board;
import java.util.Optional;

/**
 * A score that somebody submits.
 *
 * @param board as the submitter knew it
 * @param player whose score it is
 * @param units the score in the board's smallest unit
 * @param metadata a JSON object
 * @param byServer whether an API key submits it
 * @param late whether it names its season, which then takes it until its late window ends
 */
record Submission(Board board, long player, long units, Optional<String> metadata, boolean byServer, boolean late) {}
