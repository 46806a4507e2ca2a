package dev.gildong.autoscale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullMarked;

/** A real HAProxy with an empty backend {@code gildong}, as {@code src/test/deploy/prepare} installs it. */
@NullMarked
final class Haproxy implements AutoCloseable {
    private final Process process;
    private final Path directory;
    private final int port;

    private Haproxy(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /** @param port of 127.0.0.1 at which it takes requests for the backend */
    static Haproxy start(int port) throws IOException {
        // A socket's path has room for 107 bytes: not below target/.
        Path directory = Files.createTempDirectory("gildong-haproxy-");
        Path configuration = directory.resolve("haproxy.cfg");
        Files.writeString(configuration, """
                global
                    stats socket %s mode 600 level admin
                defaults
                    mode http
                    timeout connect 1s
                    timeout client 30s
                    timeout server 30s
                    timeout queue 2s
                    option http-server-close
                    retries 3
                    retry-on conn-failure
                    option redispatch 1
                frontend players
                    bind 127.0.0.1:%d
                    default_backend gildong
                backend gildong
                    balance leastconn
                    option httpchk GET /readyz
                """.formatted(directory.resolve("haproxy.sock"), port));
        Process process = new ProcessBuilder("/usr/sbin/haproxy", "-db", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("haproxy.log").toFile())
                .start();
        Haproxy haproxy = new Haproxy(process, directory, port);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Awaitility.await("HAProxy starts").until(() -> Files.exists(haproxy.socket()));
        return haproxy;
    }

    Path socket() {
        return directory.resolve("haproxy.sock");
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
            Files.deleteIfExists(socket());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
