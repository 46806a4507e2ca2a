package dev.gildong.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gildong.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class EnclosureTest {
    private final Database database;
    private final List<String> effects = new ArrayList<>();

    EnclosureTest(TestDatabase kind) {
        // One connection: whoever wants a second one within a unit fails.
        database = TestDatabase.open(kind.freshUrl(), 1);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static int put(UnitOfWork unit, String name) {
        return unit.update("INSERT INTO shared_secret (secret_name, secret_value) VALUES (?, 'x')", name);
    }

    private Optional<String> find(String name) {
        return database.transact(unit -> unit.find(
                row -> row.getString(1), "SELECT secret_name FROM shared_secret WHERE secret_name = ?", name));
    }

    private void putAsPart(String name) {
        database.transact(unit -> {
            unit.afterCommit(() -> effects.add(name));
            return put(unit, name);
        });
    }

    @Test
    void partsShouldBeCommittedTogetherAndTheirEffectsFollow() {
        database.enclose(whole -> {
            putAsPart("a");
            putAsPart("b");
            assertThat(find("a")).isPresent();
            Optional<String> seen = database.snapshot(unit -> find("b"));
            assertThat(seen).isPresent();
            assertThat(effects).isEmpty();
            return whole;
        });

        assertThat(find("a")).isPresent();
        assertThat(find("b")).isPresent();
        assertThat(effects).containsExactly("a", "b");
    }

    @Test
    void unitThatThrowsShouldTakeItsPartsAlong() {
        assertThatThrownBy(() -> database.enclose(whole -> {
                    putAsPart("a");
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(find("a")).isEmpty();
        assertThat(effects).isEmpty();
        assertThat(Database.enclosed()).isFalse();
    }

    @Test
    void partThatFailsShouldBeUndoneAloneIfItIsCaught() {
        database.enclose(whole -> {
            putAsPart("a");
            assertThatThrownBy(() -> database.transact(unit -> {
                        putAsPart("b");
                        return put(unit, "a");
                    }))
                    .isInstanceOf(ConstraintException.class);
            return whole;
        });

        assertThat(find("a")).isPresent();
        assertThat(find("b")).isEmpty();
        assertThat(effects).containsExactly("a");
    }

    @Test
    void findOrAddShouldFindWhatThePartBeforeAdded() {
        AtomicInteger runs = new AtomicInteger();
        database.enclose(whole -> {
            putAsPart("a");
            return database.findOrAdd(unit -> {
                boolean first = runs.incrementAndGet() == 1; // which does not see it, as that of another node
                return first ? put(unit, "a") : 0;
            });
        });

        assertThat(find("a")).isPresent();
        assertThat(runs).hasValue(2);
    }

    @Test
    void conflictShouldRunTheWholeAgainEvenIfItIsCaught() {
        AtomicInteger runs = new AtomicInteger();

        database.enclose(whole -> {
            putAsPart("a" + runs.incrementAndGet());
            try {
                database.transact(unit -> {
                    if (runs.get() == 1) {
                        throw new LockWaitException(new java.sql.SQLException("lock wait", "40001", lockWait()));
                    }
                    return unit;
                });
            } catch (LockWaitException e) {
                return whole; // as code that goes on after any failure
            }
            return whole;
        });

        assertThat(find("a1")).isEmpty();
        assertThat(find("a2")).isPresent();
        assertThat(effects).containsExactly("a2");
    }

    private int lockWait() {
        return database.transact(unit -> unit.dialect() instanceof MySqlDialect) ? 1205 : 50200;
    }

    @Test
    void workOutsideShouldBeCommittedBeforeTheUnitRunsAgain() {
        AtomicInteger runs = new AtomicInteger();

        String result = database.enclose(whole -> {
            putAsPart("a" + runs.incrementAndGet());
            return Database.outside("name", () -> {
                assertThat(Database.enclosed()).isFalse();
                assertThat(find("a1")).isEmpty();
                putAsPart("outside");
                return "done";
            });
        });

        assertThat(result).isEqualTo("done");
        assertThat(find("a1")).isEmpty();
        assertThat(find("a2")).isPresent();
        assertThat(effects).containsExactly("outside", "a2");
    }

    @Test
    void failureOutsideShouldBeThrownWhereItWasAskedFor() {
        database.enclose(whole -> {
            putAsPart("a");
            assertThatThrownBy(() -> Database.outside("name", () -> {
                        throw new IllegalArgumentException("no");
                    }))
                    .isInstanceOfAny(IllegalArgumentException.class, Enclosure.OutsideException.class);
            return whole;
        });

        assertThat(effects).containsExactly("a");
    }

    @Test
    void effectShouldBeAbleToBeginAUnitOfItsOwn() {
        database.enclose(whole -> {
            whole.afterCommit(() -> putAsPart("after"));
            return whole;
        });

        assertThat(find("after")).isPresent();
    }

    @Test
    void enclosingTwiceShouldBeRefused() {
        assertThatThrownBy(() -> database.enclose(whole -> database.enclose(unit -> unit)))
                .isInstanceOf(IllegalStateException.class);
    }
}
