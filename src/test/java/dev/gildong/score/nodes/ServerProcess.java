package dev.gildong.score.nodes;

import static org.awaitility.Awaitility.await;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node in a process of its own, so that it can be killed. */
final class ServerProcess {
    private static final Pattern LISTENS = Pattern.compile("node listens on (\\S+)\\R");

    private final String name;
    private final Process process;
    private final URI uri;

    private ServerProcess(String name, Process process, URI uri) {
        this.name = name;
        this.process = process;
        this.uri = uri;
    }

    /** The node itself. It ends with whoever started it, also if that one is killed. */
    public static void main(String[] args) throws IOException {
        // The longest poll: a read that should catch up first and does not is the likelier to be seen.
        TestServer server =
                TestServer.start(args[0], "/", Map.of("gildong.role", "web", "gildong.changes.poll", "PT0.1S"));
        System.out.println("node listens on " + server.uri());
        int end = System.in.read();
        Runtime.getRuntime().halt(end);
    }

    /**
     * Starts a node and waits until it listens.
     *
     * @param name of this process, and never of another
     * @param directory takes its log and temporary files
     */
    static ServerProcess start(String name, String databaseUrl, Path directory) throws IOException {
        Path log = directory.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-Djava.io.tmpdir=" + directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerProcess.class.getName(),
                        databaseUrl)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("GILDONG_"));
        Process process = builder.start();
        try {
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(20))
                    .failFast(() -> !process.isAlive())
                    .until(() -> LISTENS.matcher(Files.readString(log)).find());
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw new IllegalStateException(name + " did not start:\n" + Files.readString(log), e);
        }
        Matcher listens = LISTENS.matcher(Files.readString(log));
        return new ServerProcess(name, process, URI.create(listens.find() ? listens.group(1) : ""));
    }

    Client client(String token) {
        return new Client(uri).withToken(token);
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** A request that got no answer, as happens to a node that is killed. */
    static final class Unanswered extends Exception {
        private static final long serialVersionUID = 1;

        Unanswered(Throwable cause) {
            super(cause);
        }

        /** Whether the server cannot have seen it. */
        boolean wasNeverSent() {
            return getCause() instanceof ConnectException;
        }
    }

    /** Sends a request. */
    static Answer answer(Supplier<Answer> request) throws Unanswered {
        try {
            return request.get();
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof IOException) {
                throw new Unanswered(e.getCause());
            }
            throw e;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
