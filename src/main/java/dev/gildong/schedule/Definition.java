package dev.gildong.schedule;

import dev.gildong.task.NewTask;
import dev.gildong.task.Priority;
import java.util.Optional;

/**
 * What somebody wants to happen when.
 *
 * @param cron see {@link Cron}
 * @param timeZone IANA id
 * @param task name of its type
 * @param args of the task, as JSON
 * @param missed what becomes of times at which no node ran
 * @param enabled whether it has times at all, for now
 */
record Definition(String cron, String timeZone, String task, String args, Missed missed, boolean enabled) {

    /** @throws dev.gildong.http.ProblemException 400 if this Java knows the cron line or the time zone no more */
    Cron times() {
        return Cron.of(cron, Cron.zone(timeZone));
    }

    /** Its task, whatever this server knows of it. */
    NewTask newTask() {
        return new NewTask(task, args, Optional.empty(), Priority.NORMAL, Optional.empty(), Optional.empty());
    }
}
