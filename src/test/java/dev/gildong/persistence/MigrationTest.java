package dev.gildong.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import dev.gildong.http.Scope;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a newer version makes of the data of an older one. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class MigrationTest {
    private final String url;
    private final Dialect dialect;

    MigrationTest(TestDatabase kind) {
        this.url = kind.freshUrl();
        this.dialect = kind == TestDatabase.H2 ? new H2Dialect() : new MySqlDialect(isMariaDb());
    }

    /** Else it is the MySQL that somebody has named for the tests. */
    private boolean isMariaDb() {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet version = statement.executeQuery("SELECT VERSION()")) {
            version.next();
            return version.getString(1).contains("MariaDB");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every scope of today: whoever adds one sees this fail until a migration gives it to the administrator. */
    @ParameterizedTest
    @CsvSource({"admin, true", "game-server, false"})
    void administratorOfTheFirstVersionAloneShouldHaveEveryScopeOfThisOne(String name, boolean administrator) {
        migrateTo("1");
        execute("INSERT INTO api_key VALUES ('" + name + "', 'hash', 'scores boards', 0)");

        try (Database database = TestDatabase.open(url, 2)) {
            Optional<String> scopes = database.transact(
                    unit -> unit.find(row -> row.getString(1), "SELECT scopes FROM api_key WHERE key_name = ?", name));

            assertThat(scopes).hasValue(administrator ? allScopes() : "scores boards");
        }
    }

    /** Scores that were reached at the same moment were ranked by the older player, and still are. */
    @Test
    void scoresOfTheFifthVersionShouldKeepTheirOrderAsTheFirstSeason() {
        migrateTo("5");
        for (int player = 1; player <= 5; player++) {
            execute("INSERT INTO player VALUES (" + player + ", 'p" + player + "', 'P', 0)");
        }
        execute("INSERT INTO leaderboard VALUES (1, 'high', 'HIGHEST', 'BEST', 'EARLIEST', 70)");
        execute("INSERT INTO leaderboard VALUES (2, 'low', 'LOWEST', 'SUM', 'EARLIEST', 80)");
        execute("INSERT INTO leaderboard VALUES (3, 'empty', 'HIGHEST', 'LATEST', 'EARLIEST', 90)");
        for (String score : List.of(
                "(1, 5, -10, 100",
                "(1, 4, -10, 100",
                "(1, 3, -10, 99",
                "(1, 2, -10, 300",
                "(1, 1, -11, 300",
                "(2, 2, 7, 100",
                "(2, 1, 7, 100")) {
            execute("INSERT INTO score VALUES " + score + ", NULL, NULL, '{\"n\":1}')");
        }
        String before = "SELECT board_no, player_no FROM score ORDER BY board_no, sort_key, reached_at, player_no";
        List<String> order = rows(before);

        try (Database database = TestDatabase.open(url, 2)) {
            assertThat(rows("SELECT board_no, player_no FROM score"
                            + " ORDER BY board_no, season_no, sort_key, reached_no, player_no"))
                    .isEqualTo(order)
                    .containsExactly("1 1", "1 3", "1 4", "1 5", "1 2", "2 1", "2 2");
            assertThat(rows("SELECT board_no, player_no, season_no, sort_key, reached_no, change_no, reached_at"
                            + " FROM score ORDER BY board_no, change_no"))
                    .containsExactly(
                            "1 3 1 -10 1 1 99",
                            "1 4 1 -10 2 2 100",
                            "1 5 1 -10 3 3 100",
                            "1 1 1 -11 4 4 300",
                            "1 2 1 -10 5 5 300",
                            "2 1 1 7 1 1 100",
                            "2 2 1 7 2 2 100");
            assertThat(rows("SELECT DISTINCT metadata FROM score")).containsExactly("{\"n\":1}");
            assertThat(rows("SELECT board_no, season_no, starts_at, state, board_version, change_no, ends_at,"
                            + " rule_ends_at, accepts_until, closed_at FROM season ORDER BY board_no"))
                    .containsExactly(
                            "1 1 70 open 1 5 null null null null",
                            "2 1 80 open 1 2 null null null null",
                            "3 1 90 open 1 0 null null null null");
            assertThat(rows("SELECT name, version, created_at, updated_at FROM leaderboard ORDER BY board_no"))
                    .containsExactly("high 1 70 70", "low 1 80 80", "empty 1 90 90");
        }
    }

    @Test
    void definitionsOfTheFifthVersionShouldBeAnsweredAsTheyWere() {
        migrateTo("5");
        execute("INSERT INTO leaderboard VALUES (1, 'old', 'LOWEST', 'LATEST', 'EARLIEST', 1000000)");

        try (TestServer server = TestServer.start(url, "/", Map.of())) {
            String read = server.admin().get("/v1/leaderboards/old").body();

            assertThat(read).isEqualTo("""
                    {"name":"old","order":"lowest","keep":"latest","decimals":0,"ties":"earliest","submit":"players",\
                    "read":"players","frozen":false,"createdAt":"1970-01-01T00:00:01Z",\
                    "updatedAt":"1970-01-01T00:00:01Z"}""");
        }
    }

    private List<String> rows(String query) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getString(i));
                }
                found.add(String.join(" ", row));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String allScopes() {
        return Arrays.stream(Scope.values()).map(Scope::wireName).collect(Collectors.joining(" "));
    }

    private void migrateTo(String version) {
        Flyway.configure()
                .dataSource(url, null, null)
                .table("schema_history")
                .placeholders(Map.of("tableOptions", dialect.tableOptions(), "nowMicros", dialect.nowMicros()))
                .target(version)
                .load()
                .migrate();
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
