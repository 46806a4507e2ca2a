package dev.gildong.season;

import static org.awaitility.Awaitility.await;

import dev.gildong.Client.Answer;
import dev.gildong.TestServer;
import dev.gildong.leaderboard.SeasonRef;
import dev.gildong.task.TaskType;
import dev.gildong.token.Token;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;

/** A board behind the server's back: what is stored of it, scores that nobody submitted, and times that have come. */
@NullMarked
record BoardRow(TestServer server, String name, long number) {
    static final Duration LONGEST = Duration.ofSeconds(30);
    static final String DAILY = "\"season\":{\"every\":\"day\",\"timeZone\":\"UTC\",\"lateSeconds\":0}";

    /** What is the same for every player and not of interest. */
    private static final String DEFINITION = """
            {"order":"highest","keep":"best","ties":"%s","decimals":0,"rules":{},"submit":"players","frozen":false,%s}""";

    /** @param more properties of the definition */
    static BoardRow add(TestServer server, String ties, String more) {
        String name = "b" + UUID.randomUUID();
        String rest = more.contains("\"read\"") ? more : more + ",\"read\":\"players\"";
        server.sql("INSERT INTO leaderboard (name, definition, version, created_at, updated_at) VALUES ('" + name
                + "', '" + DEFINITION.formatted(ties, rest) + "', 1, "
                + micros(Instant.now().minusSeconds(3600)) + ", 1)");
        return new BoardRow(
                server, name, server.number("SELECT board_no FROM leaderboard WHERE name = '" + name + "'"));
    }

    static BoardRow daily(TestServer server, String ties) {
        return add(server, ties, DAILY);
    }

    String path() {
        return "/v1/leaderboards/" + name + "/seasons";
    }

    /** Opens the season that runs, as anyone does who asks. */
    Answer list() {
        return server.admin().get(path());
    }

    /** Players with scores; n counts them from 1 in each of the SQL expressions. */
    void scores(int season, int count, String sortKey, String reachedNo) {
        String numbers = numbers(count);
        server.sql("INSERT INTO player (player_id, display_name, created_at) SELECT CONCAT('n', n), 'P', 1 FROM ("
                + numbers + ") x WHERE n <= " + count
                + " AND NOT EXISTS (SELECT 1 FROM player p WHERE p.player_id = CONCAT('n', x.n))");
        server.sql("INSERT INTO score (board_no, season_no, player_no, sort_key, reached_no, change_no, reached_at,"
                + " metadata) SELECT " + number + ", " + season + ", player_no, " + sortKey + ", " + reachedNo
                + ", n, n, CONCAT('{\"n\":', n, '}') FROM (" + numbers
                + ") x JOIN player ON player_id = CONCAT('n', n) WHERE n <= " + count);
    }

    /** A query for n from 1 to this many and a few more. */
    private static String numbers(int count) {
        String digits = "(SELECT 0 AS d" + " UNION ALL SELECT %d".repeat(9).formatted(1, 2, 3, 4, 5, 6, 7, 8, 9) + ")";
        StringBuilder sum = new StringBuilder("SELECT 1");
        StringBuilder from = new StringBuilder();
        int power = 1;
        for (char name = 'a'; power < count; name++) {
            sum.append(" + ").append(power).append(" * ").append(name).append(".d");
            from.append(from.isEmpty() ? " FROM " : " CROSS JOIN ")
                    .append(digits)
                    .append(' ')
                    .append(name);
            power *= 10;
        }
        return sum + " AS n" + from;
    }

    /** A season that is closed, one day long, with final scores. */
    void closedSeason(int season, int entries, Instant end) {
        server.sql("INSERT INTO season (board_no, season_no, starts_at, ends_at, accepts_until, state, board_version,"
                + " change_no, entries, closed_at) VALUES (%d, %d, %d, %d, %d, 'closed', 1, 0, %d, %d)"
                        .formatted(
                                number,
                                season,
                                micros(end.minus(1, ChronoUnit.DAYS)),
                                micros(end),
                                micros(end),
                                entries,
                                micros(end)));
        scores(season, entries, "n", "n");
        server.sql("INSERT INTO final_score (board_no, season_no, place, rank_no, player_no, sort_key, reached_no,"
                + " reached_at, metadata) SELECT board_no, season_no, sort_key, sort_key, player_no, sort_key,"
                + " reached_no, reached_at, metadata FROM score WHERE " + where(season));
    }

    /** Ends a season at this instant, as if it had been so for long, and lets its task come. */
    void end(int season, Instant time) {
        move(season, time.minus(1, ChronoUnit.DAYS), time);
        due(season);
    }

    void move(int season, Instant from, Instant to) {
        server.sql("UPDATE season SET starts_at = %d, ends_at = %d, accepts_until = %d WHERE %s"
                .formatted(micros(from), micros(to), micros(to), where(season)));
    }

    /** Lets the task that closes a season come. */
    void due(int season) {
        server.sql("UPDATE task SET execution_time = 1 WHERE state = 'queued' AND task_name = 'season.close'"
                + " AND task_data = '" + args(season) + "'");
    }

    /** Enqueues a task for now. */
    <A extends Record> void enqueue(TaskType<A> type, A args) {
        server.sql("""
                INSERT INTO task (task_name, task_instance, task_data, execution_time, run_at, picked,
                  consecutive_failures, version, priority, state, attempts, created_at)
                VALUES ('%s', '%s', '%s', 1, 1, FALSE, 0, 1, 1, 'queued', 0, 1)
                """.formatted(type.name(), Token.random(16), type.task(args).args()));
    }

    SeasonRef ref(int season) {
        return new SeasonRef(number, season);
    }

    private String args(int season) {
        return "{\"board\":" + number + ",\"season\":" + season + "}";
    }

    /** Asks to be told of closed seasons; what is sent goes nowhere. */
    static void listen(TestServer server) {
        server.admin().put("/v1/webhooks/seasons", """
                {"url": "https://127.0.0.1/", "events": ["season.closed"]}""");
    }

    /** How many events told that a season of this board was closed, once {@link #listen} was called. */
    long events() {
        return server.number(
                "SELECT COUNT(*) FROM webhook_delivery WHERE payload LIKE '%\"leaderboard\":\"" + name + "\"%'");
    }

    /** Tasks of this name for a season, of those that are not finished. */
    long tasks(TaskType<?> type, int season) {
        return server.number("SELECT COUNT(*) FROM task WHERE picked IS NOT NULL AND task_name = '" + type.name()
                + "' AND task_data = '" + args(season) + "'");
    }

    void awaitClosed(int season) {
        until("SELECT COUNT(*) FROM season WHERE state = 'closed' AND " + where(season), 1);
    }

    /** Waits until a query answers this. */
    void until(String query, long expected) {
        await(query).atMost(LONGEST).pollInterval(Duration.ofMillis(20)).until(() -> server.number(query) == expected);
    }

    /** The condition that names a season. */
    String where(int season) {
        return "board_no = " + number + " AND season_no = " + season;
    }

    long count(String table) {
        return server.number("SELECT COUNT(*) FROM " + table + " WHERE board_no = " + number);
    }

    /** The number of rows of a season. */
    long count(String table, int season) {
        return server.number("SELECT COUNT(*) FROM " + table + " WHERE " + where(season));
    }

    /** All columns of all rows as numbers; 0 for NULL. */
    List<List<Long>> rows(String query) {
        try (Connection connection = DriverManager.getConnection(server.databaseUrl());
                Statement sql = connection.createStatement();
                ResultSet found = sql.executeQuery(query)) {
            List<List<Long>> rows = new ArrayList<>();
            while (found.next()) {
                List<Long> row = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.add(found.getLong(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
