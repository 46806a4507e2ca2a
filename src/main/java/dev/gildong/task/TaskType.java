package dev.gildong.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gildong.http.Json;
import java.time.Duration;

/**
 * A type of task: what there is to know of it without its handler. Immutable; each method below makes another one.
 *
 * @param name as in {@code season.close}, unique
 * @param args the class of its arguments
 * @param openTo who may enqueue it over HTTP
 * @param keepsResult whether a task that succeeded can be asked for; if not, it is gone then
 * @param retries after which failures it is tried again
 * @param deadline how long an attempt may take before it is interrupted and has failed
 */
public record TaskType<A extends Record>(
        String name, Class<A> args, OpenTo openTo, boolean keepsResult, RetryPolicy retries, Duration deadline) {
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    /** Checks the name. */
    public TaskType {
        if (!name.matches("[a-z0-9][a-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException("a task's name is 1 to 64 of a-z 0-9 . _ -: " + name);
        }
    }

    /** A type that servers with the scope {@code tasks} may enqueue, with five attempts of ten minutes at most. */
    public static <A extends Record> TaskType<A> of(String name, Class<A> args) {
        return new TaskType<>(name, args, OpenTo.SERVERS, true, RetryPolicy.STANDARD, DEADLINE);
    }

    /** Signed-in players may enqueue it too. */
    public TaskType<A> openToPlayers() {
        return new TaskType<>(name, args, OpenTo.PLAYERS, keepsResult, retries, deadline);
    }

    /** Only the code of this server enqueues it, and nobody may cancel it. */
    public TaskType<A> internal() {
        return new TaskType<>(name, args, OpenTo.NOBODY, keepsResult, retries, deadline);
    }

    /** A task that succeeded leaves nothing behind. */
    public TaskType<A> withoutResult() {
        return new TaskType<>(name, args, openTo, false, retries, deadline);
    }

    /** With other retries. */
    public TaskType<A> withRetries(RetryPolicy policy) {
        return new TaskType<>(name, args, openTo, keepsResult, policy, deadline);
    }

    /** With another time limit for an attempt. */
    public TaskType<A> withDeadline(Duration limit) {
        return new TaskType<>(name, args, openTo, keepsResult, retries, limit);
    }

    /** A task of this type, for {@link Tasks#enqueue}. */
    public NewTask task(A arguments) {
        try {
            return new NewTask(name, Json.MAPPER.writeValueAsString(arguments));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the arguments of " + name + " cannot be written as JSON", e);
        }
    }

    /** Who may enqueue a type over HTTP. */
    public enum OpenTo {
        /** Signed-in players, and API keys with the scope {@code tasks}. */
        PLAYERS,
        /** API keys with the scope {@code tasks}. */
        SERVERS,
        /** The server's own code alone. */
        NOBODY
    }
}
