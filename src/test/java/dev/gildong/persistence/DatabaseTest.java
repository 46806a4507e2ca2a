package dev.gildong.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gildong.TestDatabase;
import dev.gildong.config.SettingsException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class DatabaseTest {
    private final TestDatabase kind;
    private final String url;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private Database database;

    DatabaseTest(TestDatabase kind) {
        this.kind = kind;
        this.url = kind.freshUrl();
    }

    @BeforeEach
    void open() {
        database = TestDatabase.open(url, 8);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        database.close();
    }

    private static void put(UnitOfWork unit, String name, String value) {
        unit.update("INSERT INTO shared_secret (secret_name, secret_value) VALUES (?, ?)", name, value);
    }

    private static void append(UnitOfWork unit, String name, String more) {
        unit.update(
                "UPDATE shared_secret SET secret_value = CONCAT(secret_value, ?) WHERE secret_name = ?", more, name);
    }

    private Optional<String> value(String name) {
        return database.transact(unit -> unit.find(
                row -> row.getString(1), "SELECT secret_value FROM shared_secret WHERE secret_name = ?", name));
    }

    @Test
    void unitThatThrowsShouldLeaveNothingBehind() {
        assertThatThrownBy(() -> database.transact(unit -> {
                    put(unit, "a", "1");
                    throw new IllegalArgumentException("changed my mind");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(value("a")).isEmpty();
    }

    @Test
    void duplicateKeyShouldBeToldFromOtherFailures() {
        database.transact(unit -> {
            put(unit, "a", "1");
            return unit;
        });

        assertThatThrownBy(() -> database.transact(unit -> {
                    put(unit, "a", "2");
                    return unit;
                }))
                .isInstanceOfSatisfying(
                        ConstraintException.class,
                        e -> assertThat(e.kind()).isEqualTo(ConstraintException.Kind.DUPLICATE));
        assertThat(value("a")).contains("1");
    }

    /** Each locks one row and then wants the other's: one is chosen as the victim, and its whole unit runs again. */
    @Test
    void deadlockShouldRollBackEverythingAndRunTheWholeUnitAgain() throws Exception {
        database.transact(unit -> {
            put(unit, "a", "");
            put(unit, "b", "");
            return unit;
        });
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        AtomicInteger runs = new AtomicInteger();
        List<Callable<Object>> units = List.of(
                () -> database.transact(crossing("a", "b", bothHoldOne, runs)),
                () -> database.transact(crossing("b", "a", bothHoldOne, runs)));

        for (Future<Object> unit : threads.invokeAll(units)) {
            unit.get();
        }

        assertThat(runs.get()).isGreaterThan(2);
        assertThat(value("a").orElseThrow()).hasSize(2);
        assertThat(value("b").orElseThrow()).hasSize(2);
    }

    private static Function<UnitOfWork, Object> crossing(
            String first, String second, CyclicBarrier bothHoldOne, AtomicInteger runs) {
        AtomicInteger attempts = new AtomicInteger();
        return unit -> {
            runs.incrementAndGet();
            append(unit, first, "x");
            if (attempts.incrementAndGet() == 1) {
                await(bothHoldOne);
            }
            append(unit, second, "y");
            return unit;
        };
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A lock wait that runs out rolls back one statement alone: what was done before it must go too. */
    @Test
    void lockWaitThatRunsOutShouldEndAsBusyAfterThreeRunsWithNothingKept() throws Exception {
        database.transact(unit -> {
            put(unit, "locked", "");
            put(unit, "other", "");
            return unit;
        });
        AtomicInteger runs = new AtomicInteger();
        try (Connection holder = DriverManager.getConnection(url);
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.executeUpdate("UPDATE shared_secret SET secret_value = 'h' WHERE secret_name = 'locked'");

            assertThatThrownBy(() -> database.transact(unit -> {
                        runs.incrementAndGet();
                        append(unit, "other", "x");
                        append(unit, "locked", "x");
                        return unit;
                    }))
                    .isInstanceOfSatisfying(
                            DatabaseException.class, e -> assertThat(e.type()).isEqualTo(DatabaseProblems.BUSY));
            holder.rollback();
        }
        assertThat(runs).hasValue(3);
        assertThat(value("other")).contains("");
    }

    @Test
    void failedCommitShouldBeAnUnknownOutcomeAndNeverRunAgain() {
        Assumptions.assumeTrue(kind == TestDatabase.MYSQL, "H2 has no connection that could be cut");
        AtomicInteger runs = new AtomicInteger();

        assertThatThrownBy(() -> database.transact(unit -> {
                    runs.incrementAndGet();
                    put(unit, "a", "1");
                    long id = unit.find(row -> row.getLong(1), "SELECT CONNECTION_ID()")
                            .orElseThrow();
                    execute("KILL " + id);
                    return unit;
                }))
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.type()).isEqualTo(DatabaseProblems.OUTCOME_UNKNOWN));
        assertThat(runs).hasValue(1);
    }

    @Test
    void connectionThatIsLostBeforeTheCommitShouldBeUnavailable() {
        Assumptions.assumeTrue(kind == TestDatabase.MYSQL, "H2 has no connection that could be cut");

        assertThatThrownBy(() -> database.transact(unit -> {
                    long id = unit.find(row -> row.getLong(1), "SELECT CONNECTION_ID()")
                            .orElseThrow();
                    execute("KILL " + id);
                    put(unit, "a", "1");
                    return unit;
                }))
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.type()).isEqualTo(DatabaseProblems.UNAVAILABLE));
        assertThat(value("a")).isEmpty();
    }

    @Test
    void statementThatRunsTooLongShouldBeEnded() {
        String endless = kind == TestDatabase.MYSQL
                ? "SELECT COUNT(*) FROM information_schema.columns a, information_schema.columns b,"
                        + " information_schema.columns c WHERE SLEEP(0.01) = 0"
                : "SELECT COUNT(*) FROM SYSTEM_RANGE(1, 100000) a, SYSTEM_RANGE(1, 100000) b WHERE a.x <> b.x + 1";
        long began = System.nanoTime();

        assertThatThrownBy(() -> database.transact(unit -> unit.find(row -> row.getLong(1), endless)))
                .isInstanceOf(DatabaseException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void snapshotShouldNotSeeWhatIsCommittedMeanwhile() {
        database.transact(unit -> {
            put(unit, "a", "old");
            return unit;
        });
        String query = "SELECT secret_value FROM shared_secret WHERE secret_name = 'a'";

        List<String> seen = database.snapshot(unit -> {
            String before = unit.find(row -> row.getString(1), query).orElseThrow();
            database.transact(other -> other.update("UPDATE shared_secret SET secret_value = 'new'"));
            return List.of(before, unit.find(row -> row.getString(1), query).orElseThrow());
        });

        assertThat(seen).containsExactly("old", "old");
        assertThat(value("a")).contains("new");
    }

    @Test
    void textsThatDifferAtAllShouldBeDifferentKeys() {
        List<String> texts =
                List.of("a", "A", "á", "a\u0301", "bob", "bob ", "\uD83D\uDE00", "\uD83D\uDE01", "ß", "ss");

        database.transact(unit -> {
            texts.forEach(text -> put(unit, text, "v" + texts.indexOf(text)));
            return unit;
        });

        for (String text : texts) {
            assertThat(value(text)).contains("v" + texts.indexOf(text));
        }
    }

    @Test
    void databaseClockShouldTellMicroseconds() {
        long micros = database.transact(UnitOfWork::nowMicros);

        assertThat(Math.abs(UnitOfWork.instant(micros).toEpochMilli() - System.currentTimeMillis()))
                .isLessThan(5_000);
        List<Long> fractions = database.transact(unit -> java.util.stream.Stream.generate(unit::nowMicros)
                .limit(50)
                .map(now -> now % 1000)
                .toList());
        assertThat(fractions).anyMatch(fraction -> fraction != 0);
    }

    @Test
    void twoNodesShouldMigrateAnEmptyDatabaseAtOnce() throws Exception {
        Assumptions.assumeTrue(kind == TestDatabase.MYSQL, "the embedded database serves one process");
        String empty = kind.freshUrl();
        Callable<Database> node = () -> TestDatabase.open(empty, 8);

        for (Future<Database> opened : threads.invokeAll(List.of(node, node, node))) {
            opened.get().close();
        }
    }

    @Test
    void startShouldRefuseATableThatHoldsDifferentTextsEqual() throws Exception {
        Assumptions.assumeTrue(kind == TestDatabase.MYSQL, "H2 has one collation");
        execute("ALTER TABLE shared_secret MODIFY secret_name VARCHAR(64) CHARACTER SET utf8mb4"
                + " COLLATE utf8mb4_general_ci NOT NULL");

        assertThatThrownBy(() -> TestDatabase.open(url, 8))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("collation");
    }

    /** As on a cluster whose servers all write: nodes would meet a gap for each number of the others. */
    @Test
    void startShouldRefuseADatabaseThatLeavesNumbersOut() {
        Assumptions.assumeTrue(kind == TestDatabase.MYSQL, "H2 counts by one");

        String leavesOut = url + "&sessionVariables=auto_increment_increment=7";

        assertThatThrownBy(() -> TestDatabase.open(leavesOut, 8))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("auto_increment_increment");
    }

    @Test
    void startShouldRefuseAMigrationThatWasChangedAfterItRan() {
        execute("UPDATE schema_history SET checksum = 1 WHERE version = '1'");

        assertThatThrownBy(() -> TestDatabase.open(url, 8)).hasMessageContaining("checksum");
    }

    private int execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
