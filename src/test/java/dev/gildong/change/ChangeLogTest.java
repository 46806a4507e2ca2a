package dev.gildong.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gildong.TestDatabase;
import dev.gildong.persistence.DatabaseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Two nodes on one database. Where no poller was started, a node looks when it is told to catch up and never else. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ChangeLogTest {
    private final Node one;
    private final Node other;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    ChangeLogTest(TestDatabase database) {
        String url = database.freshUrl();
        one = new Node(url);
        other = new Node(url);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        one.close();
        other.close();
    }

    @Test
    void changeShouldBeHeardOnEveryNode() {
        other.changes().start();

        one.announce("a");

        await().atMost(Duration.ofSeconds(2)).until(() -> other.heard().contains("a"));
        assertThat(one.heard()).containsExactly("a");
    }

    @Test
    void changeShouldBeHeardOnItsOwnNodeOnceItIsCommittedAndNotBefore() {
        one.database().transact(unit -> {
            one.changes().announce(unit, "t", "a");
            assertThat(one.heard()).isEmpty();
            return unit;
        });

        assertThat(one.heard()).containsExactly("a");
    }

    @Test
    void changeThatIsRolledBackShouldNeverBeHeard() {
        other.changes().catchUp();
        assertThatThrownBy(() -> one.database().transact(unit -> {
                    one.changes().announce(unit, "t", "never");
                    other.changes().catchUp();
                    throw new IllegalStateException("changed my mind");
                }))
                .isInstanceOf(IllegalStateException.class);
        one.announce("a");
        other.changes().catchUp();

        assertThat(other.heard()).containsExactly("a");
        assertThat(one.heard()).containsExactly("a");
    }

    /** Numbers are taken before the commit: whoever looks only for higher ones misses the slow unit. */
    @Test
    void changeThatTakesItsNumberFirstAndIsCommittedLastShouldBeHeard() throws Exception {
        other.changes().catchUp();
        slowly("slow", () -> {
            one.announce("quick");
            other.changes().catchUp();
            assertThat(other.heard()).containsExactly("quick");
        });
        other.changes().catchUp();

        assertThat(other.heard()).containsExactly("quick", "slow");
    }

    /** The same for a node that starts meanwhile: what is committed after its start must be heard. */
    @Test
    void changeThatTakesItsNumberBeforeTheStartAndIsCommittedAfterItShouldBeHeard() throws Exception {
        one.announce("before");
        slowly("slow", () -> {
            one.announce("quick");
            other.changes().catchUp();
        });
        other.changes().catchUp();

        assertThat(other.heard()).containsExactly("slow");
    }

    /** Runs something while another unit has announced and is not committed. */
    private void slowly(String subject, Runnable meanwhile) throws Exception {
        CountDownLatch announced = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Future<Object> unit = threads.submit(() -> one.database().transact(slow -> {
            one.changes().announce(slow, "t", subject);
            announced.countDown();
            return reached(over);
        }));
        assertThat(reached(announced)).isTrue();
        try {
            meanwhile.run();
        } finally {
            over.countDown();
        }
        unit.get(10, TimeUnit.SECONDS);
    }

    private static boolean reached(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A poll that began before the call may have looked before the commit. */
    @Test
    void everyCallerWhoCatchesUpShouldHaveHeardWhatWasCommittedBefore() throws Exception {
        other.changes().start();
        List<Future<List<String>>> running = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String name = "thread " + i + " change ";
            running.add(threads.submit(() -> missedAfterCatchingUp(name)));
        }

        for (Future<List<String>> missed : running) {
            assertThat(missed.get(60, TimeUnit.SECONDS)).isEmpty();
        }
    }

    private List<String> missedAfterCatchingUp(String name) {
        List<String> missed = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            one.announce(name + i);
            other.changes().catchUp();
            if (!other.heard().contains(name + i)) {
                missed.add(name + i);
            }
        }
        return missed;
    }

    @Test
    void gapShouldBeAskedForUntilNoUnitCanFillIt() {
        other.changes().catchUp();
        insert(3, "a");
        other.changes().catchUp();

        other.sleep(Tail.LONGEST_UNIT.minusSeconds(1));
        insert(1, "late");
        other.changes().catchUp();
        assertThat(other.heard()).containsExactly("a", "late");

        other.sleep(Duration.ofSeconds(2));
        other.changes().catchUp();
        insert(2, "impossible");
        other.changes().catchUp();
        assertThat(other.heard()).containsExactly("a", "late");
    }

    /** Its deadline passes while the node cannot look. */
    @Test
    void gapShouldBeAskedForOnceMoreAfterItsTime() {
        other.changes().catchUp();
        insert(2, "a");
        other.changes().catchUp();

        insert(1, "late");
        other.sleep(Tail.LONGEST_UNIT.multipliedBy(2));
        other.changes().catchUp();

        assertThat(other.heard()).containsExactly("a", "late");
        assertThat(other.reloads()).isEqualTo(1);
    }

    @Test
    void thousandsOfGapsShouldBeAskedFor() {
        other.changes().catchUp();
        insert(1, "first");
        insert(5_000, "last");
        other.changes().catchUp();

        insert(17, "early");
        insert(2_500, "middle");
        insert(4_999, "late");
        other.changes().catchUp();
        other.changes().catchUp();

        assertThat(other.heard()).containsExactly("first", "last", "early", "middle", "late");
        assertThat(other.changes().current()).isTrue();
    }

    @Test
    void moreGapsThanCanBeAskedForShouldMakeTheNodeBelieveNothingUntilTheyAreHistory() {
        other.changes().catchUp();
        insert(1, "first");
        insert(1_000_000, "last");
        other.changes().catchUp();
        assertThat(other.heard()).containsExactly("first", "last");
        assertThat(other.changes().current()).isFalse();
        assertThat(other.reloads()).isEqualTo(1);

        insert(500_000, "slow");
        one.sql("UPDATE change_log SET changed_at = changed_at - 61000000");
        other.sleep(Tail.LONGEST_UNIT.plusSeconds(1));
        other.changes().catchUp();

        assertThat(other.changes().current()).isTrue();
        assertThat(other.reloads()).isEqualTo(2);
    }

    @Test
    void moreNewRowsThanOneStatementReadsShouldAllBeHeard() {
        other.changes().catchUp();
        int rows = ChangeReader.BATCH + 10;
        one.database().transact(unit -> {
            for (int i = 0; i < rows; i++) {
                one.changes().announce(unit, "t", "row " + i);
            }
            return unit;
        });
        other.changes().catchUp();

        assertThat(other.heard()).hasSize(rows).doesNotHaveDuplicates();
    }

    private void insert(long id, String subject) {
        one.database()
                .transact(unit -> unit.update(
                        "INSERT INTO change_log (change_id, topic, subject, changed_at) VALUES (?, 't', ?, %s)"
                                .formatted(unit.dialect().nowMicros()),
                        id,
                        subject));
    }

    /** Nodes give a number up after a while: a unit that held it longer has to say it again. */
    @Test
    void unitThatTookVeryLongShouldAnnounceAgain() {
        one.database().transact(unit -> {
            one.changes().announce(unit, "t", "a");
            one.sleep(Tail.LONGEST_UNIT);
            return unit;
        });

        assertThat(one.number("SELECT COUNT(*) FROM change_log WHERE subject = 'a'"))
                .isEqualTo(2);
    }

    @Test
    void nodeThatSleptTooLongShouldBelieveNothing() {
        other.changes().catchUp();
        assertThat(other.changes().current()).isTrue();
        assertThat(other.reloads()).isEqualTo(1);

        other.sleep(Node.KEEP.dividedBy(2));
        assertThat(other.changes().current()).isFalse();
        other.changes().catchUp();

        assertThat(other.reloads()).isEqualTo(2);
        assertThat(other.changes().current()).isTrue();
    }

    @Test
    void nothingShouldBeBelievedBeforeTheStartNorASecondAfterTheLastLook() {
        assertThat(other.changes().current()).isFalse();
        other.changes().catchUp();
        assertThat(other.changes().current()).isTrue();

        other.sleep(Duration.ofSeconds(1));
        assertThat(other.changes().current()).isFalse();
    }

    /** A replica takes over that lacks the end of the log, and gives the same numbers to other changes. */
    @Test
    void logThatWasPutBackShouldMakeTheNodeBelieveNothing() {
        other.changes().catchUp();
        insert(1, "a");
        insert(2, "lost");
        other.changes().catchUp();

        one.sql("DELETE FROM change_log WHERE change_id = 2");
        insert(2, "unheard");
        insert(3, "b");
        other.changes().catchUp();

        assertThat(other.reloads()).isEqualTo(2);
        insert(4, "c");
        other.changes().catchUp();
        assertThat(other.heard()).endsWith("c");
    }

    @Test
    void nodeThatCannotLookShouldSaySoAndHearEverythingAfterwards() {
        other.changes().catchUp();
        one.announce("a");
        one.sql("ALTER TABLE change_log RENAME TO away");
        assertThatThrownBy(() -> other.changes().catchUp()).isInstanceOf(DatabaseException.class);

        one.sql("ALTER TABLE away RENAME TO change_log");
        one.announce("b");
        other.changes().catchUp();

        assertThat(other.heard()).containsExactly("a", "b");
        assertThat(other.reloads()).isEqualTo(1);
    }

    @Test
    void purgeShouldRemoveWhatIsOldAndNeverTheNewest() {
        one.database().transact(unit -> {
            for (int i = 0; i < 2_500; i++) {
                one.changes().announce(unit, "t", "row " + i);
            }
            return unit;
        });
        long newest = one.number("SELECT MAX(change_id) FROM change_log");
        other.changes().catchUp();
        assertThat(purge()).isEqualTo(1);

        one.sql("UPDATE change_log SET changed_at = changed_at - " + Node.KEEP.toMillis() * 1000);
        assertThat(purge()).isEqualTo(3);

        assertThat(one.number("SELECT COUNT(*) FROM change_log")).isEqualTo(1);
        assertThat(one.number("SELECT MAX(change_id) FROM change_log")).isEqualTo(newest);
        assertThat(purge()).isEqualTo(1);
    }

    /** What follows a row is complete as long as the row is there: nodes rely on it. */
    @Test
    void purgeShouldLeaveNoHole() {
        one.announce("a");
        one.announce("b");
        one.announce("c");
        long middle = one.number("SELECT change_id FROM change_log WHERE subject = 'b'");
        one.sql("UPDATE change_log SET changed_at = 0 WHERE change_id = " + middle);
        purge();

        assertThat(one.number("SELECT COUNT(*) FROM change_log")).isEqualTo(3);
    }

    /** How many units it took. */
    private int purge() {
        int units = 0;
        boolean more = true;
        while (more) {
            more = one.database().transact(unit -> one.changes().purge(unit));
            units++;
        }
        return units;
    }

    @Test
    void listenerThatThrowsShouldKeepNobodyElseFromHearing() {
        for (Node node : List.of(one, other)) {
            node.changes().subscribe("u", new ChangeLog.Listener() {
                @Override
                public void changed(String subject) {
                    throw new IllegalStateException("a defect");
                }

                @Override
                public void reload() {
                    throw new IllegalStateException("a defect");
                }
            });
        }
        other.changes().catchUp();
        one.database().transact(unit -> {
            one.changes().announce(unit, "u", "a");
            one.changes().announce(unit, "t", "a");
            return unit;
        });
        other.changes().catchUp();

        assertThat(one.heard()).containsExactly("a");
        assertThat(other.heard()).containsExactly("a");
    }
}
