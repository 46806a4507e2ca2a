package dev.gildong.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.TestDatabase;
import dev.gildong.config.AppSettings;
import dev.gildong.http.Scope;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
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
        this.dialect = kind == TestDatabase.H2 ? new H2Dialect() : new MySqlDialect(true);
    }

    /** Every scope of today: whoever adds one sees this fail until a migration gives it to the administrator. */
    @ParameterizedTest
    @CsvSource({"admin, true", "game-server, false"})
    void administratorOfTheFirstVersionAloneShouldHaveEveryScopeOfThisOne(String name, boolean administrator) {
        migrateTo("1");
        execute("INSERT INTO api_key VALUES ('" + name + "', 'hash', 'scores boards', 0)");

        try (Database database = opener().open()) {
            Optional<String> scopes = database.transact(
                    unit -> unit.find(row -> row.getString(1), "SELECT scopes FROM api_key WHERE key_name = ?", name));

            assertThat(scopes).hasValue(administrator ? allScopes() : "scores boards");
        }
    }

    private static String allScopes() {
        return Arrays.stream(Scope.values()).map(Scope::wireName).collect(Collectors.joining(" "));
    }

    private DatabaseOpener opener() {
        DatabaseSettings settings = new DatabaseSettings(
                url, "", "", 2, Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ZERO);
        return new DatabaseOpener(
                settings,
                new AppSettings(AppSettings.Mode.DEVELOPMENT, AppSettings.Role.ALL, Path.of("target"), ""),
                new SimpleMeterRegistry());
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
