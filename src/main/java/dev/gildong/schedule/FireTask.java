package dev.gildong.schedule;

import dev.gildong.http.ProblemException;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.task.NewTask;
import dev.gildong.task.Priority;
import dev.gildong.task.RetryPolicy;
import dev.gildong.task.TaskHandler;
import dev.gildong.task.TaskRun;
import dev.gildong.task.TaskType;
import dev.gildong.task.Tasks;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Comes to a time of a schedule: enqueues its task, and the next one of itself. Both are committed with its own end,
 * which happens once; so the chain of a schedule has one link that waits, whatever dies.
 */
final class FireTask implements TaskHandler<FireTask.Args, Void> {
    static final TaskType<Args> TYPE =
            TaskType.of("schedule.fire", Args.class).internal().withoutResult().withRetries(RetryPolicy.FOREVER);

    private static final Logger LOG = LoggerFactory.getLogger(FireTask.class);

    private final Tasks tasks;
    private final ScheduleRepository repository = new ScheduleRepository();

    FireTask(Tasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public @Nullable Void run(Args args, TaskRun<Void> run) {
        return run.finish(unit -> {
            repository
                    .lock(unit, args.name())
                    .filter(schedule -> schedule.version() == args.version())
                    .ifPresent(schedule -> fire(unit, schedule));
            return null;
        });
    }

    private void fire(UnitOfWork unit, Schedule schedule) {
        Definition definition = schedule.definition();
        Cron times = times(definition);
        Schedule.Course course = schedule.course();
        Instant time = course.nextRunAt().orElseThrow();
        Instant now = UnitOfWork.instant(unit.nowMicros());
        Optional<String> taskId =
                definition.missed().runs(time, now) ? enqueue(unit, definition, time) : Optional.empty();
        Schedule next =
                schedule.next().standing(taskId.map(id -> course.ran(time, id)).orElse(course));
        repository.change(unit, arm(unit, next, times, definition.missed().after(time, now)));
    }

    /**
     * Enqueues the task that comes to the schedule's next time.
     *
     * @param schedule of the version that will be stored
     * @param after the instant that its next time follows
     * @return the same schedule, waiting for that time
     */
    Schedule arm(UnitOfWork unit, Schedule schedule, Cron times, Instant after) {
        Schedule.Course course = schedule.course();
        NewTask fire = TYPE.task(new Args(schedule.name(), schedule.version()));
        return schedule.standing(times.next(after)
                .map(time ->
                        course.waits(time, tasks.enqueue(unit, fire.at(time).with(Priority.HIGH))))
                .orElseGet(course::rests));
    }

    /** Empty if this server does not know the task any more: the chain must not end for that. */
    private Optional<String> enqueue(UnitOfWork unit, Definition definition, Instant time) {
        try {
            return Optional.of(tasks.enqueue(unit, definition.newTask().at(time)));
        } catch (IllegalArgumentException e) {
            LOG.error("a schedule's time passes without a run: this server has no task {}", definition.task());
            return Optional.empty();
        }
    }

    /** The 400 that it is at the door would end the chain here; another failure is tried again. */
    private static Cron times(Definition definition) {
        try {
            return definition.times();
        } catch (ProblemException e) {
            throw new IllegalStateException("a stored schedule has times that cannot be read", e);
        }
    }

    /**
     * Which schedule.
     *
     * @param version that it is for; another one has a task of its own
     */
    record Args(String name, long version) {}
}
