package dev.gildong.score;

/** Where a page begins. */
sealed interface Start {

    /** At a rank, counted from 1. */
    record AtRank(long rank) implements Start {}

    /** Behind the last entry of another page, wherever that player may stand by now. */
    record Behind(long sortKey, long reachedNo) implements Start {}
}
