package dev.gildong.rank;

/**
 * The place of a player in a board's order, best first: the smaller sort key leads, then the smaller reached number.
 *
 * @param sortKey the score, negated where the highest leads; within ±(2<sup>53</sup> − 1)
 * @param reached the number of the change that brought this score, from 1; no two entries of an index have the same
 * @param player the player's number, from 1
 */
public record Entry(long sortKey, long reached, long player) {}
