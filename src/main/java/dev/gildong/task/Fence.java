package dev.gildong.task;

/**
 * One attempt at a task, as the database knows it: whoever still holds this version may change the task. Every pick,
 * cancellation and takeover makes another version.
 *
 * @param failures attempts that failed before this one
 */
record Fence(String taskId, long version, int failures) {}
