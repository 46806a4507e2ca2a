package dev.gildong.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gildong.log.LogServerSettings;
import dev.gildong.log.LogTargets;
import dev.gildong.log.MailSettings;
import dev.gildong.log.TrackerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators run beside a server, held against ours: promtool and rsyslog, as Debian has them. */
class MonitoringIT {
    private static final Path SERVERS = Path.of("target", "servers").toAbsolutePath();
    private static final String PROMTOOL =
            SERVERS.resolve("prometheus/usr/bin/promtool").toString();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"check, prometheus-rules.yml", "test, prometheus-rules-test.yml"})
    void promtoolShouldAcceptTheAlerts(String what, String file) throws Exception {
        Process promtool = new ProcessBuilder(
                        PROMTOOL,
                        what,
                        "rules",
                        Path.of("docs", "operations", file).toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(promtool.waitFor()).as(said).isZero();
        assertThat(said).contains("SUCCESS");
    }

    @Test
    void rsyslogShouldGetEveryEventWhole() throws Exception {
        int port = unused();
        Path log = folder.resolve("gildong.log");
        Process rsyslog = rsyslog(port, log);
        LoggerContext context = new LoggerContext("rsyslog");
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> listens(port));
            new LogTargets(
                            new MailSettings("", 25, MailSettings.Security.NONE, "", "", "", ""),
                            new LogServerSettings("127.0.0.1", port, false),
                            new TrackerSettings("", "", "", ""))
                    .configure(
                            context,
                            Path.of("webapp-config", "log4j2-production.xml")
                                    .toUri()
                                    .toURL());
            context.getLogger("dev.gildong.Test").warn("홍길동\n<13>forged");
            context.getLogger("dev.gildong.Test").error("second", new IllegalStateException("cause"));

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Files.exists(log) && Files.readAllLines(log).size() == 2);
            List<String> lines = Files.readAllLines(log);
            assertThat(json(lines.get(0)).get("message").textValue()).isEqualTo("홍길동.<13>forged");
            assertThat(json(lines.get(1)).get("error.stack_trace").textValue()).contains("MonitoringIT");
        } finally {
            context.stop();
            rsyslog.destroy();
            rsyslog.waitFor(30, TimeUnit.SECONDS);
        }
    }

    private static JsonNode json(String line) throws IOException {
        return new ObjectMapper().readTree(line);
    }

    /** As docs/guides/logs.md says, with a port and a file of its own. */
    private Process rsyslog(int port, Path log) throws IOException {
        Path root = SERVERS.resolve("rsyslog");
        Path config = folder.resolve("rsyslog.conf");
        Files.writeString(config, """
                global(workDirectory="%s" maxMessageSize="64k" parser.escapeControlCharactersOnReceive="off")
                module(load="imtcp")
                template(name="whole" type="string" string="%%rawmsg%%\\n")
                ruleset(name="gildong") {
                  action(type="omfile" file="%s" template="whole")
                }
                input(type="imtcp" address="127.0.0.1" port="%d" ruleset="gildong" supportOctetCountedFraming="off")
                """.formatted(folder, log, port));
        String libraries = root.resolve("usr/lib/x86_64-linux-gnu").toString();
        ProcessBuilder start = new ProcessBuilder(
                root.resolve("usr/sbin/rsyslogd").toString(),
                "-n",
                "-f",
                config.toString(),
                "-i",
                folder.resolve("pid").toString(),
                "-M",
                libraries + "/rsyslog");
        start.environment().put("LD_LIBRARY_PATH", libraries);
        return start.redirectErrorStream(true)
                .redirectOutput(folder.resolve("rsyslog.out").toFile())
                .start();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int unused() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
