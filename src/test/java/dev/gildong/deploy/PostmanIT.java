package dev.gildong.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.MariaDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The Postman collection, as a client developer would run it, against the deployed WAR. */
class PostmanIT {
    private static final String ADMIN_KEY = "gk_" + "p".repeat(42) + "A";
    private static final Path POSTMAN = Path.of("src/test/postman").toAbsolutePath();

    @Test
    void collectionShouldPassOnTomcatWithMariaDb() throws Exception {
        String url = MariaDb.freshDatabase();

        assertCollectionPasses(Home.tomcat11(), Map.of("GILDONG_DATABASE_URL", url));
        assertThat(tables(url)).as("tables in MariaDB").isPositive();
    }

    @Test
    void collectionShouldPassOnTheWarByItself() throws Exception {
        assertCollectionPasses(new StandaloneHome(), Map.of());
    }

    private static void assertCollectionPasses(Home home, Map<String, String> settings) throws Exception {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("GILDONG_ADMIN_KEY", ADMIN_KEY);
        try (RunningServer server = home.start(Jdk.all().get(0), environment)) {
            Path report = server.base().resolve("newman.txt");

            int exit = newman(server.port(), report);

            assertThat(exit).as(Files.readString(report)).isZero();
        }
    }

    private static int tables(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                ResultSet tables = connection.getMetaData().getTables(connection.getCatalog(), null, "%", null)) {
            int count = 0;
            while (tables.next()) {
                count++;
            }
            return count;
        }
    }

    /** Runs Newman; 0 when every assertion holds. */
    private static int newman(int port, Path report) throws IOException, InterruptedException {
        Process newman = new ProcessBuilder(
                        "node",
                        POSTMAN.resolve("node_modules/newman/bin/newman.js").toString(),
                        "run",
                        POSTMAN.resolve("gildong.postman_collection.json").toString(),
                        "--color=off",
                        "--reporter-cli-no-banner",
                        "--timeout-request=30000",
                        "--env-var=baseUrl=http://127.0.0.1:" + port,
                        "--env-var=adminKey=" + ADMIN_KEY)
                .redirectErrorStream(true)
                .redirectOutput(report.toFile())
                .start();
        try {
            assertThat(newman.waitFor(5, TimeUnit.MINUTES)).as("Newman ends").isTrue();
            return newman.exitValue();
        } finally {
            newman.destroyForcibly();
        }
    }
}
