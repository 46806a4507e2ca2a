package dev.gildong.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gildong.Client;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server on MySQL whose user has the rights that the guide leaves it, and no others. Runs the guide's own SQL. */
class RestrictedUserTest {
    private static final Path GUIDE = Path.of("docs/guides/audit.md");
    private static final Pattern SQL = Pattern.compile("```sql\\n(.*?);\\n```", Pattern.DOTALL);
    private static final List<String> CHANGES = List.of(
            "UPDATE audit_log SET who = 'key:other'",
            "DELETE FROM audit_log",
            "TRUNCATE TABLE audit_log",
            "REPLACE INTO audit_log SELECT * FROM audit_log",
            "DROP TABLE audit_log",
            "ALTER TABLE audit_log ADD COLUMN other INT",
            "RENAME TABLE audit_log TO other",
            "CREATE TRIGGER other BEFORE INSERT ON audit_log FOR EACH ROW SET NEW.who = 'key:other'",
            "DROP TABLE player");

    /** A name of a host goes before the pattern, and some servers have nameless users of this one. */
    private static final List<String> HOSTS = List.of("'%'", "localhost");

    private final String administrator = TestDatabase.MYSQL.freshUrl();
    private final String database = administrator.replaceAll(".*/([^/?]+)\\?.*", "$1");
    private final String user = "u" + UUID.randomUUID().toString().substring(0, 8);
    private final String restricted = administrator
            .replaceAll("user=[^&]*", "user=" + user)
            .replaceAll("password=[^&]*", "password=tiger-" + user);

    RestrictedUserTest() throws SQLException {
        for (String host : HOSTS) {
            execute("CREATE USER %s@%s IDENTIFIED BY 'tiger-%s'".formatted(user, host, user));
            execute("GRANT ALL PRIVILEGES ON %s.* TO %s@%s".formatted(database, user, host));
        }
        TestServer.start(restricted, "/", Map.of()).close(); // makes the tables
    }

    @AfterEach
    void dropUser() throws SQLException {
        for (String host : HOSTS) {
            execute("DROP USER %s@%s".formatted(user, host));
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(administrator);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(administrator);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    /** What the guide says, for this database and this user. */
    private void followTheGuide() throws IOException, SQLException {
        List<String> blocks = SQL.matcher(Files.readString(GUIDE))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).hasSize(2);
        for (String host : HOSTS) {
            for (String statement : here(blocks.get(0), host).split(";\n")) {
                execute(statement);
            }
            for (String grant : query(here(blocks.get(1), host))) {
                execute(grant);
            }
        }
    }

    private String here(String sql, String host) {
        String quoted = sql.contains("CONCAT") ? host.replace("'", "''") : host;
        return sql.replace("gildong@localhost", user + "@" + quoted)
                .replace("gildong.", database + ".")
                .replace("'gildong'", "'" + database + "'");
    }

    @Test
    void serverShouldStartAndServe() throws Exception {
        followTheGuide();

        try (TestServer server = TestServer.start(restricted, "/", Map.of())) {
            Client admin = server.admin();
            Client.SignedIn ann = server.client().signUp("Ann");
            String scores = "/v1/leaderboards/main/scores";

            assertThat(admin.put("/v1/leaderboards/main", "{}").status()).isEqualTo(201);
            assertThat(ann.client().post(scores, "{\"score\":1}").status()).isEqualTo(200);
            assertThat(ann.client()
                            .with("Idempotency-Key", "\"k\"")
                            .post(scores, "{\"score\":2}")
                            .status())
                    .isEqualTo(200);
            assertThat(ann.client()
                            .patch("/v1/me", "{\"displayName\":\"Anna\"}")
                            .status())
                    .isEqualTo(200);
            assertThat(admin.delete(scores + "/" + ann.playerId()).status()).isEqualTo(204);
            assertThat(done(admin)).isEqualTo("succeeded");
            assertThat(admin.delete("/v1/leaderboards/main").status()).isEqualTo(204);
            assertThat(ann.client().post("/v1/logout", "").status()).isEqualTo(204);
            assertThat(admin.get("/v1/audit").json().get("items")).hasSizeGreaterThanOrEqualTo(3);
            assertThat(server.client().get("/readyz").status()).isEqualTo(200);
        }
    }

    private static String done(Client admin) {
        String task = admin.post("/v1/tasks/add", "{\"args\":{\"x\":1,\"y\":2}}")
                .json()
                .get("id")
                .textValue();
        return admin.get("/v1/tasks/" + task + "?waitSeconds=15")
                .json()
                .get("state")
                .textValue();
    }

    @Test
    void auditLogShouldBeOutOfReach() throws Exception {
        followTheGuide();

        try (Connection connection = DriverManager.getConnection(restricted);
                Statement statement = connection.createStatement()) {
            assertThat(CHANGES)
                    .allSatisfy(sql -> assertThatThrownBy(() -> statement.execute(sql))
                            .as(sql)
                            .isInstanceOf(SQLException.class)
                            .hasMessageContaining("denied"));
        }
    }
}
