package dev.gildong.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gildong.Client;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SlowBodyResourceTest {
    private static final int CROWD = 250;

    private static String body() {
        return "{\"deviceId\":\"" + UUID.randomUUID() + "\"}";
    }

    private static String head(TestServer server, String headers) {
        return "POST /v1/login/device HTTP/1.1\r\nContent-Type: application/json\r\n" + headers
                + RawHttp.end(server.uri());
    }

    private static Socket connect(TestServer server, String text) throws IOException {
        Socket socket = new Socket(server.uri().getHost(), server.uri().getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        send(socket, text);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Reads the status of a request that is asked in a way which no crowd of slow ones may disturb. */
    private static boolean answered(Client client) {
        return client.get("/livez").status() == 200
                && client.post("/v1/login/device", body()).status() == 201;
    }

    @Test
    void bodyThatComesByteByByteShouldBeRead() throws Exception {
        try (TestServer server = TestServer.start(TestDatabase.H2, Map.of())) {
            String body = body();
            for (String headers :
                    List.of("Content-Length: " + body.length() + "\r\n", "Transfer-Encoding: chunked\r\n")) {
                try (Socket socket = connect(server, head(server, headers))) {
                    for (char one : body.toCharArray()) {
                        send(socket, headers.startsWith("T") ? "1\r\n" + one + "\r\n" : String.valueOf(one));
                    }
                    send(socket, headers.startsWith("T") ? "0\r\n\r\n" : "");

                    assertThat(answer(socket)).startsWith("HTTP/1.1 20").contains("\"token\"", "X-Request-Id");
                }
            }
        }
    }

    /** As many slow bodies as would take every thread that the server has. */
    @Test
    @Timeout(120)
    void slowBodiesShouldKeepNobodyElseWaiting() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Socket> slow = new ArrayList<>();
        try (TestServer server = TestServer.start(TestDatabase.H2, Map.of("gildong.http.body-timeout", "PT60S"))) {
            for (int i = 0; i < CROWD; i++) {
                String headers = i % 2 == 0 ? "Content-Length: 20000\r\n" : "Transfer-Encoding: chunked\r\n";
                slow.add(connect(server, head(server, headers) + (i % 2 == 0 ? "{" : "1\r\n{\r\n")));
            }
            List<Future<Boolean>> probes = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                probes.add(threads.submit(() -> answered(server.client())));
                for (int each = 0; each < CROWD; each++) {
                    send(slow.get(each), each % 2 == 0 ? " " : "1\r\n \r\n");
                }
            }
            for (Future<Boolean> probe : probes) {
                assertThat(probe.get(20, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(slow).noneMatch(Socket::isClosed);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
            threads.shutdownNow();
        }
    }

    @Test
    @Timeout(60)
    void bodyThatStallsShouldBeRefusedInTime() throws Exception {
        try (TestServer server = TestServer.start(TestDatabase.H2, Map.of("gildong.http.body-timeout", "PT1S"))) {
            for (String headers : List.of("Content-Length: 100\r\n", "Transfer-Encoding: chunked\r\n")) {
                try (Socket socket = connect(server, head(server, headers))) {
                    send(socket, headers.startsWith("T") ? "1\r\n{\r\n" : "{");

                    assertThat(answer(socket))
                            .startsWith("HTTP/1.1 400")
                            .containsIgnoringCase("Connection: close")
                            .contains("X-Request-Id", "did not arrive whole, or in time");
                }
            }
        }
    }

    @Test
    @Timeout(120)
    void tooManySlowBodiesShouldBeRefusedAtOnceAndTheirPlacesBeGivenBack() throws Exception {
        Map<String, String> settings =
                Map.of("gildong.http.max-slow-bodies", "4", "gildong.http.body-timeout", "PT60S");
        try (TestServer server = TestServer.start(TestDatabase.H2, settings)) {
            for (int round = 0; round < 4; round++) {
                // The former round's end may take the server a moment.
                await().atMost(Duration.ofSeconds(20)).until(() -> twoOfThreeHaveAPlace(server));
            }
        }
    }

    /** One address may have half of the places. One of those who have one comes to an end, the other goes away. */
    private static boolean twoOfThreeHaveAPlace(TestServer server) throws IOException {
        String body = body();
        String head = head(server, "Content-Length: " + body.length() + "\r\n") + body.charAt(0);
        List<Socket> waiting = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                waiting.add(connect(server, head));
            }
            Socket refused = await().atMost(Duration.ofSeconds(20))
                    .until(() -> answered(waiting), Optional::isPresent)
                    .orElseThrow();
            assertThat(answer(refused)).startsWith("HTTP/1.1 503").contains("too-many-slow-bodies");
            refused.close();
            waiting.remove(refused);
            send(waiting.get(0), body.substring(1));
            return answer(waiting.get(0)).startsWith("HTTP/1.1 201")
                    && answered(waiting.subList(1, 2)).isEmpty();
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    private static Optional<Socket> answered(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            if (socket.getInputStream().available() > 0) {
                return Optional.of(socket);
            }
        }
        return Optional.empty();
    }
}
