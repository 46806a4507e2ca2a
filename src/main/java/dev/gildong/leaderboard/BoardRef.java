package dev.gildong.leaderboard;

/**
 * Names a leaderboard in the arguments of a task.
 *
 * @param board its number, since one that is deleted has no name
 */
public record BoardRef(long board) {}
