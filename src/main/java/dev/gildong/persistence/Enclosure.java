package dev.gildong.persistence;

import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A unit that the units of its thread are parts of. A part that fails is undone to where it began, as it would be if it
 * were alone; after a failure by which the database undoes more than that, nothing of the whole is committed. Belongs to
 * one thread.
 */
final class Enclosure {
    /** What was done outside, by name; it outlives the attempts at the unit. */
    private final Map<Object, Outcome> outside = new HashMap<>();

    private final Predicate<RuntimeException> failing;
    private @Nullable UnitOfWork unit;
    private @Nullable RuntimeException lost;

    /** @param failing says of an exception whether it ends the whole unit */
    Enclosure(Predicate<RuntimeException> failing) {
        this.failing = failing;
    }

    /** Begins another attempt. */
    void begin(UnitOfWork whole) {
        unit = whole;
        lost = null;
    }

    UnitOfWork unit() {
        if (unit == null) {
            throw new IllegalStateException("the unit has not begun");
        }
        return unit;
    }

    /** @throws RuntimeException what made it impossible to commit this, even if somebody caught it */
    void requireSound() {
        if (lost != null) {
            throw lost;
        }
    }

    /** Runs a part. */
    <T> T part(Function<UnitOfWork, T> work) {
        requireSound();
        UnitOfWork whole = unit();
        int effects = whole.effects();
        Savepoint before = savepoint(whole);
        try {
            T result = work.apply(whole);
            whole.flush();
            requireSound();
            return result;
        } catch (RuntimeException | Error e) {
            undo(whole, before, effects, e);
            throw e;
        }
    }

    private Savepoint savepoint(UnitOfWork whole) {
        whole.flush();
        try {
            return whole.connection().setSavepoint();
        } catch (SQLException e) {
            throw give(new UnitOfWork.StatementException(e));
        }
    }

    private void undo(UnitOfWork whole, Savepoint before, int effects, Throwable failure) {
        if (failure instanceof RuntimeException unchecked && failing.test(unchecked)) {
            give(unchecked);
        }
        if (lost == null) {
            try {
                whole.undo(before, effects);
            } catch (SQLException e) {
                failure.addSuppressed(e);
                give(new UnitOfWork.StatementException(e));
            }
        }
    }

    private RuntimeException give(RuntimeException up) {
        if (lost == null) {
            lost = up;
        }
        return lost;
    }

    /** What it came to, if it was done; else it is to be done, and the unit to be run again. */
    @SuppressWarnings("unchecked") // what is done under a name is of one type
    <T> T outside(Object name, Supplier<T> work) {
        requireSound();
        Outcome done = outside.get(name);
        if (done == null) {
            throw give(new OutsideException(() -> outside.put(name, Outcome.of(work))));
        }
        if (done.failure() != null) {
            throw done.failure();
        }
        return (T) Objects.requireNonNull(done.result());
    }

    private record Outcome(
            @Nullable Object result, @Nullable RuntimeException failure) {

        static Outcome of(Supplier<?> work) {
            try {
                return new Outcome(work.get(), null);
            } catch (RuntimeException e) {
                return new Outcome(null, e);
            }
        }
    }

    /** Ends an attempt, so that something can be done before the next. */
    static final class OutsideException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Runnable work;

        OutsideException(Runnable work) {
            super(null, null, false, false);
            this.work = work;
        }

        void run() {
            work.run();
        }
    }
}
