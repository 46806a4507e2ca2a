package dev.gildong.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.gildong.audit.AuditEvent;
import dev.gildong.audit.AuditLog;
import dev.gildong.http.Json;
import dev.gildong.http.Page;
import dev.gildong.http.PageTokens;
import dev.gildong.http.PagedList;
import dev.gildong.http.ProblemException;
import dev.gildong.persistence.ConstraintException;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.UnitOfWork;
import dev.gildong.task.NewTask;
import dev.gildong.task.Tasks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which task runs when. Each enabled schedule has one waiting task of its own ({@link FireTask}) that comes to its next
 * time; so schedules need no other engine than tasks do. Safe for any number of threads.
 */
public final class Schedules {
    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

    private static final int NOT_FOUND = 404;

    private final Database database;
    private final Tasks tasks;
    private final PageTokens tokens;
    private final FireTask firing;
    private final ScheduleRepository repository = new ScheduleRepository();
    private final AuditLog audit = new AuditLog();

    /** Registers the task that schedules are made of: to be called before the worker of this node is made. */
    public Schedules(Database database, Tasks tasks, PageTokens tokens) {
        this.database = database;
        this.tasks = tasks;
        this.tokens = tokens;
        this.firing = new FireTask(tasks);
        tasks.register(FireTask.TYPE, firing);
    }

    /**
     * Makes a schedule of the server's own, if there is none of this name: what an administrator has made of it stands.
     * To be called at start, on every node.
     *
     * @param timeZone IANA id
     * @param task of any registered type, internal ones included; when it is to run is not looked at
     */
    public void declare(String name, String cron, String timeZone, NewTask task) {
        Definition definition = new Definition(cron, timeZone, task.name(), task.args(), Missed.ONCE, true);
        Cron times = definition.times();
        try {
            database.transact(unit -> {
                Optional<Schedule> existing = repository.find(unit, name);
                if (existing.isEmpty()) {
                    add(unit, name, definition, times);
                }
                return existing;
            });
        } catch (ConstraintException e) {
            LOG.debug("{} was made by another node in the meantime", name);
        }
    }

    Schedule get(String name) {
        return Optional.of(name)
                .filter(Schedule::isName)
                .flatMap(good -> database.transact(unit -> repository.find(unit, good)))
                .orElseThrow(ScheduleProblems::noSchedule);
    }

    /**
     * Makes a schedule, or gives it another definition; the same one again changes nothing.
     *
     * @param precondition throws if the schedule, or that there is none, is not what the caller expects
     * @throws ProblemException 400 if it cannot be
     */
    Stored put(String name, PutScheduleRequest body, Consumer<Optional<Schedule>> precondition) {
        if (!Schedule.isName(name)) {
            throw ScheduleProblems.name();
        }
        Cron times = body.times();
        return database.findOrAdd(unit -> {
            Optional<Schedule> before = repository.lock(unit, name);
            precondition.accept(before);
            Definition definition = body.definition(checked(body, before));
            if (before.isEmpty()) {
                audit.record(unit, new AuditEvent("schedule.created", name, Map.of("task", definition.task())));
                return new Stored(add(unit, name, definition, times), true);
            }
            Schedule former = before.get();
            return new Stored(
                    former.definition().equals(definition) ? former : change(unit, former, definition, times), false);
        });
    }

    private Schedule add(UnitOfWork unit, String name, Definition definition, Cron times) {
        Instant now = UnitOfWork.instant(unit.nowMicros());
        Schedule made = new Schedule(0, name, definition, 1, now, now, Schedule.Course.NONE);
        repository.add(unit, definition.enabled() ? firing.arm(unit, made, times, now) : made);
        return repository.find(unit, name).orElseThrow();
    }

    private Schedule change(UnitOfWork unit, Schedule former, Definition definition, Cron times) {
        former.course().fireTaskId().ifPresent(id -> tasks.cancel(unit, id));
        Instant now = UnitOfWork.instant(unit.nowMicros());
        Schedule next = former.next(definition, now);
        Schedule changed = definition.enabled() ? firing.arm(unit, next, times, now) : next;
        repository.change(unit, changed);
        audit.record(unit, new AuditEvent("schedule.changed", former.name(), Map.of("version", changed.version())));
        return changed;
    }

    /** The task of a new definition; the one that the schedule has already may be an internal one. */
    private NewTask checked(PutScheduleRequest body, Optional<Schedule> before) {
        Optional<Definition> same = before.map(Schedule::definition)
                .filter(former -> former.task().equals(body.task()) && sameJson(former.args(), body));
        if (same.isPresent()) {
            return same.get().newTask();
        }
        try {
            return tasks.checked(body.task(), body.args());
        } catch (ProblemException e) {
            throw e.type().status() == NOT_FOUND ? ScheduleProblems.noTask() : e;
        }
    }

    private static boolean sameJson(String args, PutScheduleRequest body) {
        try {
            return Json.MAPPER.readTree(args).equals(body.args());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored arguments are JSON", e);
        }
    }

    /** @throws ProblemException 404 if there is none, or what the precondition throws */
    void delete(String name, Consumer<Optional<Schedule>> precondition) {
        if (!Schedule.isName(name)) {
            throw ScheduleProblems.noSchedule();
        }
        database.transact(unit -> {
            Schedule schedule = repository.lock(unit, name).orElseThrow(ScheduleProblems::noSchedule);
            precondition.accept(Optional.of(schedule));
            schedule.course().fireTaskId().ifPresent(id -> tasks.cancel(unit, id));
            repository.remove(unit, schedule);
            audit.record(unit, "schedule.deleted", name);
            return schedule;
        });
    }

    SchedulePageResponse page(int limit, @Nullable String pageToken) {
        String after = pageToken == null ? "" : tokens.readName(PagedList.SCHEDULES, pageToken);
        List<Schedule> found = database.transact(unit -> repository.page(unit, after, limit + 1));
        Page<Schedule> page = Page.of(found, limit, last -> tokens.writeName(PagedList.SCHEDULES, last.name()));
        return new SchedulePageResponse(page.map(ScheduleResponse::of), page.nextPageToken());
    }

    /** A schedule, and whether this request made it. */
    record Stored(Schedule schedule, boolean created) {}
}
