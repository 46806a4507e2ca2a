package dev.gildong.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Players of a board, and what they ask for: every fourth request is a submit. Each submit adds 1 to the player's sum, so
 * the board counts how often it arrived.
 */
final class Traffic {
    /** One request of so many is a submit. */
    static final int SUBMIT_EVERY = 4;

    private static final int PLAYERS = 20;
    private static final String BOARD = "/v1/leaderboards/fleet";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port;
    private final List<String> players = new ArrayList<>();
    private final List<byte[]> requests = new ArrayList<>();

    private Traffic(int port) {
        this.port = port;
    }

    /** Makes the board and its players, with one submit of each. */
    static Traffic on(Fleet fleet) throws IOException {
        Traffic traffic = new Traffic(fleet.port());
        traffic.expect(201, request("PUT", BOARD, bearer(fleet.adminKey()), "{\"keep\":\"sum\"}"));
        for (int i = 0; i < PLAYERS; i++) {
            String device = "{\"deviceId\":\"player-" + i + "-of-the-fleet\"}";
            String signIn = traffic.expect(201, request("POST", "/v1/login/device", "", device));
            traffic.add(JSON.readTree(signIn).path("token").textValue());
        }
        return traffic;
    }

    private void add(String token) throws IOException {
        String bearer = bearer(token);
        byte[] submit = request("POST", BOARD + "/scores", bearer, "{\"score\":1}");
        players.add(bearer);
        requests.add(submit);
        requests.add(request("GET", BOARD + "/scores?limit=10", bearer, ""));
        requests.add(request("GET", "/v1/session", bearer, ""));
        requests.add(request("GET", BOARD + "/scores/me/around?limit=5", bearer, ""));
        expect(200, submit);
    }

    /** To be sent in turns. */
    List<byte[]> requests() {
        return List.copyOf(requests);
    }

    /** How many of so many first requests are submits. */
    static long submits(long requests) {
        return (requests + SUBMIT_EVERY - 1) / SUBMIT_EVERY;
    }

    /** How many submits have arrived, by what is on the board. */
    long arrived() throws IOException {
        long sum = 0;
        for (String bearer : players) {
            String entry =
                    expect(200, request("GET", BOARD + "/scores/me", bearer + "Cache-Control: no-cache\r\n", ""));
            sum += JSON.readTree(entry).path("score").longValue();
        }
        return sum;
    }

    private String expect(int status, byte[] request) throws IOException {
        try (KeptConnection connection = new KeptConnection(port)) {
            KeptConnection.Answer answer = connection.exchange(request);
            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            return answer.body();
        }
    }

    /** The header that tells who asks. */
    static String bearer(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }

    /** A whole request; each header ends with a line break. */
    static byte[] request(String method, String path, String headers, String json) {
        String body = json.isEmpty()
                ? "\r\n"
                : "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json;
        return (method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + body).getBytes(UTF_8);
    }
}
