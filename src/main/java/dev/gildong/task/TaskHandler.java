package dev.gildong.task;

import org.jspecify.annotations.Nullable;

/**
 * Does the work of one type of task. Runs on a platform thread of a worker, on any node, for several tasks at once; so
 * it must be safe for any number of threads.
 *
 * <p>It runs <em>at least once</em>: again when it failed, and when its worker died or was taken for dead. What it
 * commits through {@link TaskRun#finish} happens <em>exactly once</em>.
 *
 * @param <A> arguments; a record that Jackson reads and writes
 * @param <R> result; anything that Jackson writes, at most {@code gildong.task.max-result-bytes} long
 */
@FunctionalInterface
public interface TaskHandler<A extends Record, R> {

    /**
     * Does the work. Should end soon after its thread is interrupted, which happens at the deadline, when the task is
     * cancelled, and when the worker stops.
     *
     * @param run what it may do besides: progress, and changes to the database
     * @return the result; null for none. Not looked at when {@link TaskRun#finish} was called
     * @throws Exception to fail this attempt. After a {@link dev.gildong.http.ProblemException} with a status below 500
     *     there is no other one, after anything else as many as the {@link RetryPolicy} has
     */
    @Nullable
    R run(A args, TaskRun<R> run) throws Exception;
}
