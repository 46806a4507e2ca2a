package dev.gildong.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gildong.TestDatabase;
import dev.gildong.cache.CacheCatalogue;
import dev.gildong.cache.CacheSettings;
import dev.gildong.change.ChangeLog;
import dev.gildong.change.ChangeSettings;
import dev.gildong.config.AppSettings;
import dev.gildong.event.Events;
import dev.gildong.http.PageTokens;
import dev.gildong.http.ProblemException;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.DatabaseClock;
import dev.gildong.persistence.DatabaseOpener;
import dev.gildong.persistence.DatabaseSettings;
import dev.gildong.task.TaskSettings;
import dev.gildong.task.Tasks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who opens seasons, on a real database, without an HTTP side. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class SeasonsTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Database database;
    private final DatabaseClock clock;
    private final Tasks tasks;
    private final ChangeLog changes;
    private final ChangeLog changesOfAnother;
    private final CacheCatalogue caches;
    private final CacheCatalogue cachesOfAnother;
    private final Seasons seasons;
    private final Seasons another;
    private final LeaderboardRepository boards = new LeaderboardRepository();

    SeasonsTest(TestDatabase kind) {
        database = new DatabaseOpener(
                        new DatabaseSettings(
                                kind.freshUrl(),
                                "",
                                "",
                                12,
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(5),
                                Duration.ZERO),
                        new AppSettings(AppSettings.Mode.DEVELOPMENT, AppSettings.Role.ALL, Path.of("target"), ""),
                        new SimpleMeterRegistry())
                .open();
        clock = new DatabaseClock(database);
        tasks = new Tasks(
                database,
                clock,
                new Events(),
                new PageTokens("c2VjcmV0LXNlY3JldC1zZWNyZXQ"),
                new TaskSettings(1, HOUR, HOUR, 2048, HOUR, HOUR, HOUR, 64));
        tasks.register(Seasons.CLOSE, (season, run) -> null);
        CacheSettings limits = new CacheSettings(10, Duration.ofSeconds(1), 10, 10, 10, 10, 10, HOUR);
        ChangeSettings hearing = new ChangeSettings(Duration.ofMillis(50), Duration.ofMinutes(10));
        changes = new ChangeLog(database, hearing);
        changesOfAnother = new ChangeLog(database, hearing);
        caches = new CacheCatalogue(changes, new SimpleMeterRegistry());
        cachesOfAnother = new CacheCatalogue(changesOfAnother, new SimpleMeterRegistry());
        seasons = new Seasons(database, clock, tasks, caches, limits);
        another = new Seasons(database, clock, tasks, cachesOfAnother, limits);
        changes.start();
        changesOfAnother.start();
    }

    @AfterEach
    void close() {
        tasks.close();
        changes.close();
        changesOfAnother.close();
        clock.close();
        caches.close();
        cachesOfAnother.close();
        database.close();
    }

    private Board board(String every, String closesAt) {
        DefinitionBody.SeasonBody season =
                every == null ? null : new DefinitionBody.SeasonBody(every, "Europe/Berlin", 60);
        Definition definition = new DefinitionBody(
                        null, null, null, null, season, null, closesAt, null, null, null, null, null)
                .definition();
        return database.transact(unit -> boards.add(unit, "b", definition));
    }

    private Instant now() {
        return Instant.EPOCH.plus(database.transact(unit -> unit.nowMicros()), ChronoUnit.MICROS);
    }

    private void ended(int season, Instant start, Instant end) {
        database.transact(unit -> unit.update(
                "UPDATE season SET starts_at = ?, ends_at = ?, accepts_until = ? WHERE season_no = ?",
                ChronoUnit.MICROS.between(Instant.EPOCH, start),
                ChronoUnit.MICROS.between(Instant.EPOCH, end),
                ChronoUnit.MICROS.between(Instant.EPOCH, end.plusSeconds(60)),
                season));
    }

    private long number(String query) {
        return database.transact(unit -> unit.find(row -> row.getLong(1), query).orElseThrow());
    }

    @Test
    void manyWhoAskAtOnceOnTwoNodesShouldOpenOneSeasonWithOneTask() throws Exception {
        Board board = board("day", null);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Season>> askers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Seasons node = i % 2 == 0 ? seasons : another;
                askers.add(() -> node.current(board));
            }
            Set<Season> answers = new HashSet<>();
            for (Future<Season> answer : threads.invokeAll(askers)) {
                answers.add(answer.get());
            }
            Season first = answers.iterator().next();
            assertThat(answers).containsExactly(first);
            assertThat(first.startsAt()).isEqualTo(board.createdAt());
            assertThat(number("SELECT COUNT(*) FROM season")).isEqualTo(1);
            assertThat(number("SELECT COUNT(*) FROM task WHERE run_at = (SELECT accepts_until FROM season)"))
                    .isEqualTo(1);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void nextSeasonShouldBeTheOneOfThisMomentAfterADowntime() {
        Board board = board("day", null);
        seasons.current(board);
        Instant now = now();
        ended(1, now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(8)));

        Season second = another.current(board);

        assertThat(second.number()).isEqualTo(2);
        assertThat(second.startsAt()).isAfter(now.minus(Duration.ofHours(26))).isBeforeOrEqualTo(now());
        assertThat(second.endsAt().orElseThrow()).isAfter(now);
        assertThat(another.get(board, 1).number()).isEqualTo(1);
        assertThatThrownBy(() -> another.get(board, 3)).isInstanceOf(ProblemException.class);
        assertThat(number("SELECT COUNT(*) FROM season WHERE rule_ends_at = ends_at"))
                .isEqualTo(1);
    }

    @Test
    void boardThatHasClosedShouldKeepItsLastSeasonUntilItOpensAgain() {
        Instant now = now();
        Board board = board(null, now.plus(HOUR).toString());
        Season first = seasons.current(board);
        assertThat(first.endsAt()).hasValue(now.plus(HOUR));
        Instant past = now.minus(HOUR);
        ended(1, now.minus(Duration.ofDays(1)), past);
        Board closed = changed(board, past);

        assertThat(another.current(closed).number()).isEqualTo(1);

        Season second = another.current(changed(closed, null));
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.startsAt()).isEqualTo(past);
        assertThat(second.endsAt()).isEmpty();
    }

    private Board changed(Board board, Instant closesAt) {
        Definition former = board.definition();
        Definition definition = new Definition(
                former.order(),
                former.keep(),
                former.decimals(),
                former.ties(),
                former.season(),
                former.opensAt(),
                closesAt,
                former.rules(),
                former.submit(),
                former.keepSeasons(),
                former.read(),
                former.frozen());
        Board changed = board.with(definition, now());
        return database.transact(unit -> {
            boards.change(unit, changed);
            return changed;
        });
    }

    @Test
    void boardThatWasDeletedShouldHaveNoSeason() {
        Board board = board("day", null);
        database.transact(unit -> {
            boards.remove(unit, board);
            return board;
        });

        assertThatThrownBy(() -> seasons.current(board)).isInstanceOf(ProblemException.class);
        assertThat(number("SELECT COUNT(*) FROM season")).isZero();
    }
}
