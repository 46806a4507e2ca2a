package dev.gildong.fleet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the balancer lets through to an instance, and what not. */
class BalancerIT {
    private static final int CROWD = 250;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Fleet fleet;

    @BeforeAll
    static void start() throws Exception {
        fleet = Fleet.up(
                Files.createTempDirectory(Path.of("target"), "fleet"),
                1,
                "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/metrics",
                "/metrics/",
                "/metrics?x=1",
                "/metrics;x=1",
                "/%6detrics",
                "//metrics",
                "/./metrics",
                "/x/../metrics",
                "/x/..;/metrics",
                "/x/..;a=b/metrics",
                "/x/%2e%2e/metrics",
                "/x/.%2e;/metrics",
                "/x/%2e%2e%2fmetrics",
                "/;/metrics"
            })
    void metricsShouldNotBeReachable(String path) throws IOException {
        KeptConnection.Answer answer = ask(Traffic.request("GET", path, Traffic.bearer(fleet.adminKey()), ""));

        assertThat(answer.status()).isIn(400, 404);
        assertProblem(answer);
    }

    @Test
    void clientShouldNotTellItsAddress() throws IOException {
        String admin = Traffic.bearer(fleet.adminKey());
        String lie = "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-For: 203.0.113.8\r\nForwarded: for=203.0.113.9\r\n";

        assertThat(ask(Traffic.request("PUT", "/v1/leaderboards/address", admin + lie, "{}"))
                        .status())
                .isEqualTo(201);

        String audit = ask(Traffic.request("GET", "/v1/audit", admin, "")).body();
        assertThat(audit).contains("\"address\":\"127.0.0.1\"").doesNotContain("203.0.113.");
    }

    @Test
    void tooLongHeadersShouldBeRefused() throws IOException {
        KeptConnection.Answer answer =
                ask(Traffic.request("GET", "/v1/session", "X-Long: " + "a".repeat(20_000) + "\r\n", ""));

        assertThat(answer.status()).isEqualTo(431);
        assertProblem(answer);
    }

    @Test
    void tooLongABodyShouldBeRefusedByWhatIsSaidOfIt() throws IOException {
        String head = "POST /v1/accounts HTTP/1.1\r\nHost: localhost\r\nContent-Length: 300000\r\n\r\n";

        assertThat(ask(head.getBytes(ISO_8859_1)).status()).isEqualTo(413);
    }

    @Test
    void tooLongABodyInChunksShouldBeRefused() throws IOException {
        String chunk = "8000\r\n" + "a".repeat(0x8000) + "\r\n";
        String head = "POST /v1/accounts HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";

        assertThat(ask((head + chunk.repeat(10) + "0\r\n\r\n").getBytes(ISO_8859_1))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void slowClientsShouldNotReachAnInstance() throws Exception {
        List<Socket> crowd = new ArrayList<>();
        String token = Traffic.bearer(fleet.adminKey());
        try (KeptConnection probe = new KeptConnection(fleet.port())) {
            for (int i = 0; i < CROWD; i++) {
                crowd.add(begin(i));
            }
            Awaitility.await("the crowd is there")
                    .until(() -> Integer.parseInt(fleet.statistic("players", "FRONTEND", "scur")) >= CROWD);
            for (int second = 0; second < 3; second++) {
                for (Socket socket : crowd) {
                    socket.getOutputStream().write('a');
                }
                assertThat(probe.exchange(Traffic.request("GET", "/v1/leaderboards", token, ""))
                                .status())
                        .isEqualTo(200);
                assertThat(Integer.parseInt(fleet.statistic("gildong", "node" + (fleet.port() + 1), "scur")))
                        .as("requests at the instance")
                        .isLessThan(5);
                Awaitility.await().pollDelay(ofSeconds(1)).until(() -> true);
            }
        } finally {
            for (Socket socket : crowd) {
                socket.close();
            }
        }
    }

    /** Every second one stops within its headers, the others send more of a body at once than a usual buffer holds. */
    private static Socket begin(int number) throws IOException {
        Socket socket = new Socket("127.0.0.1", fleet.port());
        String request = "POST /v1/accounts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 60000\r\n";
        String rest = number % 2 == 0 ? "X-Slow: " : "\r\n" + " ".repeat(40_000);
        socket.getOutputStream().write((request + rest).getBytes(ISO_8859_1));
        return socket;
    }

    private static KeptConnection.Answer ask(byte[] request) throws IOException {
        try (KeptConnection connection = new KeptConnection(fleet.port())) {
            return connection.exchange(request);
        }
    }

    private static void assertProblem(KeptConnection.Answer answer) throws IOException {
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(answer.head()).contains("content-type: application/problem+json");
        assertThat(problem.path("status").intValue()).isEqualTo(answer.status());
        assertThat(problem.path("instance").textValue()).isNotBlank();
    }
}
