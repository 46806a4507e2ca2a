package dev.gildong.schedule;

import dev.gildong.token.Token;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A schedule as it is stored.
 *
 * @param number inside; never leaves the server
 * @param name outside, see {@link #isName}
 * @param version grows with every change, whoever makes it: a new definition and each firing
 * @param course where it stands
 */
record Schedule(
        long number,
        String name,
        Definition definition,
        long version,
        Instant createdAt,
        Instant updatedAt,
        Course course) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final int ETAG_LENGTH = 16;

    /** Whether a schedule may be called so: 1 to 64 of a-z 0-9 . _ - and no mark first. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Differs whenever anything of it does, also for one that is made anew under the same name. */
    String etag() {
        return Token.hash(number + " " + version).substring(0, ETAG_LENGTH);
    }

    /** The same schedule, standing elsewhere. */
    Schedule standing(Course elsewhere) {
        return new Schedule(number, name, definition, version, createdAt, updatedAt, elsewhere);
    }

    /** The next version, with the same definition. */
    Schedule next() {
        return new Schedule(number, name, definition, version + 1, createdAt, updatedAt, course);
    }

    /** The next version, with another definition, for which no time is known yet. */
    Schedule next(Definition other, Instant now) {
        return new Schedule(number, name, other, version + 1, createdAt, now, course.rests());
    }

    /**
     * Where a schedule stands.
     *
     * @param lastRunAt the last of its times that had a run
     * @param lastTaskId the task that was that run
     * @param nextRunAt empty if it has no time any more, for now
     * @param fireTaskId the task that waits for that time
     */
    record Course(
            Optional<Instant> lastRunAt,
            Optional<String> lastTaskId,
            Optional<Instant> nextRunAt,
            Optional<String> fireTaskId) {
        /** Of one that never had a run, and has no time. */
        static final Course NONE = new Course(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        Course ran(Instant time, String taskId) {
            return new Course(Optional.of(time), Optional.of(taskId), nextRunAt, fireTaskId);
        }

        Course waits(Instant time, String taskId) {
            return new Course(lastRunAt, lastTaskId, Optional.of(time), Optional.of(taskId));
        }

        Course rests() {
            return new Course(lastRunAt, lastTaskId, Optional.empty(), Optional.empty());
        }
    }
}
