package dev.gildong.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * 250 clients who send their bodies byte by byte, on each kind of server without a proxy in front. A default Tomcat or
 * Jetty answers hardly anyone else meanwhile.
 */
class SlowBodiesIT {
    private static final int CROWD = 250;
    private static final int PROBES = 100;
    private static final int PATIENCE_MILLIS = 3_000;

    static Stream<Home> homes() {
        return Stream.of(new StandaloneHome(), Home.tomcat11(), new JettyHome("ee11"));
    }

    @ParameterizedTest
    @MethodSource("homes")
    void othersShouldBeAnswered(Home home) throws Exception {
        ScheduledExecutorService dripping = Executors.newScheduledThreadPool(1);
        List<Socket> crowd = new ArrayList<>();
        try (RunningServer server = home.start(Jdk.all().get(0), Map.of())) {
            for (int i = 0; i < CROWD; i++) {
                crowd.add(begin(server.port(), i));
            }
            dripping.scheduleAtFixedRate(() -> drip(crowd, server.port()), 0, 1, TimeUnit.SECONDS);
            int answered = 0;
            for (int i = 0; i < PROBES; i++) {
                answered += answers(server.port(), i) ? 1 : 0;
            }

            assertThat(answered).as("of " + PROBES + " probes on " + home).isGreaterThanOrEqualTo(PROBES * 95 / 100);
        } finally {
            dripping.shutdownNow();
            for (Socket socket : crowd) {
                socket.close();
            }
        }
    }

    private static Socket begin(int port, int number) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        String length = number % 2 == 0 ? "Content-Length: 20000" : "Transfer-Encoding: chunked";
        write(
                socket,
                "POST /v1/accounts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + length
                        + "\r\n\r\n");
        return socket;
    }

    /** Whoever is refused begins again. */
    private static void drip(List<Socket> crowd, int port) {
        for (int i = 0; i < crowd.size(); i++) {
            try {
                if (crowd.get(i).getInputStream().available() > 0) {
                    crowd.get(i).close();
                    crowd.set(i, begin(port, i));
                }
                write(crowd.get(i), i % 2 == 0 ? " " : "1\r\n \r\n");
            } catch (IOException refused) {
                try {
                    crowd.set(i, begin(port, i));
                } catch (IOException e) {
                    // The next second is another chance.
                }
            }
        }
    }

    private static boolean answers(int port, int number) {
        String body = "{\"deviceId\":\"" + UUID.randomUUID() + "\"}";
        String get = "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        String post = "POST /v1/login/device HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            write(socket, number % 2 == 0 ? get : post);
            write(socket, number % 2 == 0 ? "" : body);
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return answer.startsWith("HTTP/1.1 20");
        } catch (IOException e) {
            return false;
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }
}
