package dev.gildong.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gildong.TestDatabase;
import dev.gildong.cache.CacheCatalogue;
import dev.gildong.cache.CacheSettings;
import dev.gildong.change.ChangeLog;
import dev.gildong.change.ChangeSettings;
import dev.gildong.leaderboard.Season;
import dev.gildong.persistence.Database;
import dev.gildong.persistence.DatabaseClock;
import dev.gildong.rank.RankIndex;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a node keeps in memory, on a real database and without an HTTP side. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class LiveSeasonsTest {
    private static final int ENTRIES = 100;
    private static final Duration HOUR = Duration.ofHours(1);

    private final Database database;
    private final DatabaseClock clock;
    private final ChangeLog changes;
    private final CacheCatalogue caches;
    private final EntryDetails details;
    private final SeasonLoader loader;

    LiveSeasonsTest(TestDatabase kind) {
        database = TestDatabase.open(kind.freshUrl(), 8);
        clock = new DatabaseClock(database);
        changes = new ChangeLog(database, new ChangeSettings(Duration.ofMillis(50), Duration.ofMinutes(10)));
        caches = new CacheCatalogue(changes, new SimpleMeterRegistry());
        details = new EntryDetails(database, caches, new CacheSettings(10, HOUR, 10, 10, 1000, 1000, 1000, HOUR));
        Recorder nobody = null;
        loader = new SeasonLoader(database, nobody, details, new SimpleMeterRegistry());
        changes.start();
        update("INSERT INTO player (player_no, player_id, display_name, created_at) VALUES "
                + rows(ENTRIES, i -> "(%1$d, 'p%1$d', 'P', 0)".formatted(i)));
    }

    @AfterEach
    void close() {
        changes.close();
        caches.close();
        clock.close();
        database.close();
    }

    private LiveSeasons seasons(long budget) {
        return new LiveSeasons(
                loader, clock, changes, new ScoreSettings(50, HOUR, Duration.ofSeconds(20), ""), details, budget);
    }

    private void update(String sql) {
        database.transact(unit -> unit.update(sql));
    }

    private static String rows(int count, IntFunction<String> row) {
        return IntStream.rangeClosed(1, count).mapToObj(row).collect(Collectors.joining(", "));
    }

    /** A board with so many scores, the first of them the best. */
    private Season board(long number, int entries) {
        update(
                "INSERT INTO leaderboard (board_no, name, definition, version, created_at, updated_at) VALUES (%d, 'b%d', '{}', 1, 0, 0)"
                        .formatted(number, number));
        update(
                "INSERT INTO season (board_no, season_no, starts_at, state, board_version, change_no) VALUES (%d, 1, 0, 'open', 1, %d)"
                        .formatted(number, entries));
        update("INSERT INTO score (board_no, season_no, player_no, sort_key, reached_no, change_no, reached_at) VALUES "
                + rows(entries, i -> "(%d, 1, %d, %d, %d, %d, 0)".formatted(number, i, i / 10, i, i)));
        return new Season(number, 1, Instant.EPOCH, Optional.empty(), Optional.empty(), Season.State.OPEN);
    }

    @Test
    void seasonsShouldBeLoadedInRankOrderAlsoWhereScoresAreEqual() {
        Season season = board(1, ENTRIES);

        try (LiveSeasons seasons = seasons(1_000_000)) {
            LiveSeason live = seasons.get(season);

            assertThat(live.<Long>read(RankIndex::size)).isEqualTo(ENTRIES);
            for (int place = 0; place < ENTRIES; place++) {
                int at = place;
                assertThat(live.read(index -> index.at(at)).player()).isEqualTo(place + 1);
            }
        }
    }

    @Test
    void memoryShouldStayWithinItsBudgetAndEveryBoardBeAnswered() {
        List<Season> boards = LongStream.rangeClosed(1, 60)
                .mapToObj(number -> board(number, ENTRIES))
                .toList();
        long budget = 60_000;

        try (LiveSeasons seasons = seasons(budget)) {
            int most = 0;
            for (Season season : boards) {
                assertThat(seasons.get(season).<Long>read(index -> index.ahead(5, 50)))
                        .isEqualTo(49);
                most = Math.max(most, seasons.count());
                // The one that has just come in is counted at the next look.
                assertThat(seasons.bytes()).isLessThanOrEqualTo(budget + 10_000);
            }

            assertThat(most).isBetween(2, 30);
        }
    }

    @Test
    void seasonThatCannotFitShouldBe503() {
        Season season = board(1, ENTRIES);

        try (LiveSeasons seasons = seasons(1000)) {
            assertThatThrownBy(() -> seasons.get(season)).isInstanceOf(TooLargeException.class);
        }
    }

    @Test
    void closedSeasonShouldNotBeLoaded() {
        Season season = board(1, ENTRIES);
        update("UPDATE season SET state = 'closed'");

        try (LiveSeasons seasons = seasons(1_000_000)) {
            assertThatThrownBy(() -> seasons.get(season)).isInstanceOf(SeasonOverException.class);
        }
    }

    @Test
    void changesThatDoNotFollowShouldBeFetchedWithAllBeforeThem() {
        Season season = board(1, 3);
        try (LiveSeasons seasons = seasons(1_000_000)) {
            LiveSeason live = seasons.get(season);
            update("UPDATE score SET sort_key = -1, reached_no = 4, change_no = 4 WHERE player_no = 2");
            update("UPDATE score SET sort_key = -2, reached_no = 5, change_no = 5 WHERE player_no = 3");
            update("UPDATE season SET change_no = 5");

            live.apply(List.of(new Change(3, Optional.of(-2L), 5, 5, Optional.empty())), 4, 5);

            assertThat(live.applied()).isEqualTo(3);
            assertThat(live.behind()).isTrue();
            live.follow();
            assertThat(live.applied()).isEqualTo(5);
            assertThat(live.read(index -> index.from(0, 3)).stream().map(entry -> entry.player()))
                    .containsExactly(3L, 2L, 1L);
        }
    }

    @Test
    void changeThatComesLateOrTwiceShouldChangeNothing() {
        Season season = board(1, 3);
        try (LiveSeasons seasons = seasons(1_000_000)) {
            LiveSeason live = seasons.get(season);
            live.apply(List.of(new Change(3, Optional.of(-9L), 5, 5, Optional.empty())), 3, 5);

            live.apply(List.of(new Change(3, Optional.of(-1L), 4, 4, Optional.empty())), 3, 4);
            live.apply(List.of(new Change(3, Optional.of(-9L), 5, 5, Optional.empty())), 3, 5);

            assertThat(live.read(index -> index.at(0)).sortKey()).isEqualTo(-9);
            assertThat(live.<Long>read(RankIndex::size)).isEqualTo(3);
        }
    }

    @Test
    void changeThatIsAnnouncedShouldBeSeenByTheNextRead() {
        Season season = board(1, 3);
        try (LiveSeasons seasons = seasons(1_000_000)) {
            seasons.get(season);
            database.transact(unit -> {
                unit.update("UPDATE score SET sort_key = -1, reached_no = 4, change_no = 4 WHERE player_no = 3");
                unit.update("UPDATE season SET change_no = 4");
                changes.announce(unit, ChangeSubject.TOPIC, "1/1/4");
                return unit;
            });

            assertThat(seasons.get(season).read(index -> index.at(0)).player()).isEqualTo(3);
        }
    }

    @Test
    void deletedScoreShouldLeaveTheIndex() {
        Season season = board(1, 3);
        try (LiveSeasons seasons = seasons(1_000_000)) {
            LiveSeason live = seasons.get(season);

            live.apply(List.of(new Change(1, Optional.empty(), 1, 4, Optional.empty())), 3, 4);

            assertThat(live.<Long>read(RankIndex::size)).isEqualTo(2);
        }
    }
}
