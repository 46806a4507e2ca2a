package dev.gildong.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.audit.AuditEvent;
import dev.gildong.audit.AuditLog;
import dev.gildong.event.Events;
import dev.gildong.http.Json;
import dev.gildong.http.Page;
import dev.gildong.http.PageTokens;
import dev.gildong.http.PagedList;
import dev.gildong.http.ProblemException;
import dev.gildong.persistence.ConstraintException;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.DatabaseClock;
import dev.gildong.persistence.UnitOfWork;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Background tasks: their types, and the ones that are enqueued. Every node knows all types; which nodes run tasks is
 * the matter of {@link Worker}. Safe for any number of threads.
 */
public final class Tasks implements AutoCloseable {
    private static final int TOKEN_NUMBERS = 3;

    private final Database database;
    private final DatabaseClock clock;
    private final PageTokens tokens;
    private final TaskRepository repository = new TaskRepository();
    private final AuditLog audit = new AuditLog();
    private final Map<String, Entry<?, ?>> entries = new ConcurrentHashMap<>();
    private final Waits waits;
    private final Endings endings;
    private final Pace pace = new Pace();

    /** @param events hears of tasks that failed for good */
    public Tasks(Database database, DatabaseClock clock, Events events, PageTokens tokens, TaskSettings settings) {
        this.database = database;
        this.clock = clock;
        this.tokens = tokens;
        this.waits = new Waits(database, settings);
        this.endings = new Endings(database, events, waits, settings);
        events.register(Endings.FAILED);
    }

    /** Removes finished tasks that are past their time; those that failed are kept longer. */
    public static Purge purge(TaskSettings settings) {
        TaskRepository repository = new TaskRepository();
        return new Purge("task.purge", "*/10 * * * *", unit -> {
            boolean more = false;
            for (TaskState state : TaskState.values()) {
                if (state.finished()) {
                    Duration keep = state == TaskState.FAILED ? settings.keepFailed() : settings.keepFinished();
                    more |= repository.purge(unit, state, keep);
                }
            }
            return more;
        });
    }

    /**
     * Makes a type known. To be called at start, before the worker of this node is made.
     *
     * @throws IllegalStateException if there is one of this name
     */
    public <A extends Record, R> void register(TaskType<A> type, TaskHandler<A, R> handler) {
        if (entries.putIfAbsent(type.name(), new Entry<>(type, handler)) != null) {
            throw new IllegalStateException("two tasks are called " + type.name());
        }
    }

    /** Shows how many tasks of each type that is known by now are due, and for how long. */
    public void measure(MeterRegistry meters) {
        new QueueMeters(database, System::nanoTime).bind(meters, entries.keySet());
    }

    /**
     * Enqueues a task within the caller's unit: it is there if and only if that unit commits, and no worker sees it
     * before.
     *
     * @return its id, or the id of the unfinished task that has its key
     * @throws IllegalArgumentException if its type is not registered
     */
    public String enqueue(UnitOfWork unit, NewTask task) {
        return insert(unit, task).id();
    }

    private Task insert(UnitOfWork unit, NewTask task) {
        if (!entries.containsKey(task.name())) {
            throw new IllegalArgumentException("nobody registered the task " + task.name());
        }
        if (task.runAt().isEmpty()) {
            unit.afterCommit(pace::quicken);
        }
        return repository.enqueue(unit, task, clock.instant());
    }

    /**
     * Calls a task off, within the caller's unit. An attempt that is under way commits nothing any more, and is
     * interrupted soon.
     *
     * @return false if it is finished or gone
     */
    public boolean cancel(UnitOfWork unit, String id) {
        return repository.cancel(unit, id);
    }

    /**
     * Checks a task that came from outside, before it is enqueued.
     *
     * @param args as JSON
     * @return the same arguments as this version of the server writes them
     * @throws ProblemException 404 if there is no such type, 400 if the arguments do not fit it
     */
    public NewTask checked(String name, ObjectNode args) {
        return checked(outside(name).type(), args);
    }

    private static <A extends Record> NewTask checked(TaskType<A> type, ObjectNode args) {
        NewTask task = type.task(Json.read(args, type.args(), "/args"));
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(task.args())) {
            throw ProblemException.invalid("/args", "holds half a surrogate pair");
        }
        return task;
    }

    /** The type of this name, if callers from outside may know it. */
    Entry<?, ?> outside(String name) {
        return Optional.<Entry<?, ?>>ofNullable(entries.get(name))
                .filter(entry -> entry.type().openTo() != TaskType.OpenTo.NOBODY)
                .orElseThrow(TaskProblems::noType);
    }

    Task enqueue(NewTask task) {
        return database.transact(unit -> insert(unit, task));
    }

    Optional<Task> find(String id) {
        return database.transact(unit -> repository.find(unit, id));
    }

    /** The task as it is when it is finished, or when the time is over. */
    Optional<Task> await(String id, Duration longest) {
        return waits.await(id, longest).or(() -> find(id));
    }

    /**
     * Calls a task off.
     *
     * @param own whether it is the caller's; any other is called off by the staff, and that is recorded
     */
    void cancel(Task task, boolean own) {
        Entry<?, ?> entry = entries.get(task.name());
        if (entry != null && entry.type().openTo() == TaskType.OpenTo.NOBODY) {
            throw TaskProblems.internal();
        }
        boolean cancelled = database.transact(unit -> {
            boolean done = repository.cancel(unit, task.id());
            if (done && !own) {
                audit.record(unit, new AuditEvent("task.cancelled", task.id(), Map.of("task", task.name())));
            }
            return done;
        });
        if (cancelled) {
            waits.finished(task.id());
        } else if (find(task.id()).orElseThrow(TaskProblems::noTask).state() != TaskState.CANCELLED) {
            throw TaskProblems.finished();
        }
    }

    Task retry(String id) {
        try {
            return database.transact(unit -> {
                Task before = repository.find(unit, id).orElseThrow(TaskProblems::noTask);
                if (!repository.revive(unit, before.id())) {
                    throw TaskProblems.notFailed();
                }
                unit.afterCommit(pace::quicken);
                audit.record(unit, new AuditEvent("task.retried", id, Map.of("task", before.name())));
                return repository.find(unit, id).orElseThrow(TaskProblems::noTask);
            });
        } catch (ConstraintException e) {
            throw TaskProblems.keyTaken();
        }
    }

    TaskPageResponse page(Optional<TaskState> state, Optional<String> name, int limit, @Nullable String pageToken) {
        long stateTag = state.map(each -> each.wireName().hashCode()).orElse(-1);
        long nameTag = name.map(String::hashCode).orElse(-1);
        long before = Long.MAX_VALUE;
        if (pageToken != null) {
            long[] numbers = tokens.read(PagedList.TASKS, pageToken, TOKEN_NUMBERS);
            if (numbers[0] != stateTag || numbers[1] != nameTag) {
                throw PageTokens.invalid();
            }
            before = numbers[TOKEN_NUMBERS - 1];
        }
        long from = before;
        List<Task> found = database.transact(unit -> repository.page(unit, state, name, from, limit + 1));
        Page<Task> page =
                Page.of(found, limit, last -> tokens.write(PagedList.TASKS, stateTag, nameTag, last.number()));
        return new TaskPageResponse(page.map(TaskResponse::of), page.nextPageToken());
    }

    Collection<Entry<?, ?>> entries() {
        return entries.values();
    }

    Endings endings() {
        return endings;
    }

    Pace pace() {
        return pace;
    }

    @Override
    public void close() {
        waits.close();
    }

    /** A type with its handler. */
    record Entry<A extends Record, R>(TaskType<A> type, TaskHandler<A, R> handler) {}
}
