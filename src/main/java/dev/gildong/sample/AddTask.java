package dev.gildong.sample;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gildong.http.ProblemException;
import dev.gildong.http.ProblemType;
import dev.gildong.task.TaskHandler;
import dev.gildong.task.TaskRun;
import dev.gildong.task.TaskType;

/** The smallest task: adds two whole numbers. Any signed-in player may start it. */
public final class AddTask implements TaskHandler<AddTask.Args, Long> {
    /** {@code POST /v1/tasks/add}. */
    public static final TaskType<Args> TYPE = TaskType.of("add", Args.class).openToPlayers();

    private static final ProblemType OUT_OF_RANGE =
            new ProblemType("sum-out-of-range", 422, "The sum is too large for a 64-bit number");

    @Override
    public Long run(Args args, TaskRun<Long> run) {
        try {
            return Math.addExact(args.x(), args.y());
        } catch (ArithmeticException e) {
            throw new ProblemException(OUT_OF_RANGE, null);
        }
    }

    /** What to add. */
    public record Args(
            @JsonProperty(required = true) long x,
            @JsonProperty(required = true) long y) {}
}
