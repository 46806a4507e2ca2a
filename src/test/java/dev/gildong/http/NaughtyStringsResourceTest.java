package dev.gildong.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.Client.SignedIn;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The strings of minimaxir/big-list-of-naughty-strings wherever a client may put a string. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class NaughtyStringsResourceTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String PASSWORD = "tiger on the red bridge";
    private static final int LONG_ENOUGH_TO_BE_NO_WORD_OF_OURS = 12;

    private final TestServer server;
    private final Client anonymous;
    private final SignedIn ann;
    private final Set<String> naughty;

    NaughtyStringsResourceTest(TestDatabase database) throws IOException {
        server = TestServer.on(database);
        anonymous = server.client();
        ann = anonymous.signUp("Ann");
        naughty = new LinkedHashSet<>();
        for (Path file : SharedData.files("naughty-strings", "naughty strings in every field, path and header")) {
            JsonNode strings = new JsonMapper().readTree(Files.readAllBytes(file));
            strings.forEach(string -> naughty.add(string.textValue()));
        }
        assertThat(naughty).hasSizeGreaterThan(100);
    }

    private static String nfc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** Refused or taken, and never neither; returns those that were taken. */
    private List<String> tried(Function<String, Answer> request, TakenCheck check) {
        List<String> taken = new ArrayList<>();
        SoftAssertions softly = new SoftAssertions();
        for (String string : naughty) {
            softly.check(() -> {
                Answer answer = request.apply(string);
                if (answer.status() < 300) {
                    taken.add(string);
                    check.run(string, answer);
                } else {
                    Refusals.assertClientError(answer, string);
                    if (string.length() >= LONG_ENOUGH_TO_BE_NO_WORD_OF_OURS) {
                        assertThat(answer.body()).doesNotContain(string);
                    }
                }
            });
        }
        softly.assertAll();
        return taken;
    }

    private interface TakenCheck {
        void run(String string, Answer answer);
    }

    private static void noneIsTaken(String string, Answer answer) {
        throw new AssertionError(string + " was taken: " + answer);
    }

    @Test
    void userIdShouldBeRefusedOrReadBackExactly() {
        List<String> taken = tried(
                string -> anonymous.post("/v1/accounts", account(string, PASSWORD, null)),
                (string, answer) -> assertThat(
                                answer.json().at("/player/displayName").textValue())
                        .isEqualTo(nfc(string)));

        assertThat(taken).contains("undefined");
        String last = taken.get(taken.size() - 1);
        assertThat(anonymous.post("/v1/login", account(last, PASSWORD, null)).status())
                .isEqualTo(200);
    }

    private static String account(String userId, String password, String displayName) {
        ObjectNode body = JSON.objectNode().put("userId", userId).put("password", password);
        return (displayName == null ? body : body.put("displayName", displayName)).toString();
    }

    @Test
    void displayNameShouldBeRefusedOrReadBackExactly() {
        List<String> taken = tried(
                string -> anonymous.post(
                        "/v1/login/device",
                        JSON.objectNode()
                                .put("deviceId", UUID.randomUUID().toString())
                                .put("displayName", string)
                                .toString()),
                (string, answer) -> {
                    assertThat(answer.json().at("/player/displayName").textValue())
                            .isEqualTo(nfc(string));
                    Answer player = ann.client()
                            .get("/v1/players/" + answer.json().at("/player/id").textValue());
                    assertThat(player.json()).isEqualTo(answer.json().get("player"));
                });

        assertThat(taken).hasSizeGreaterThan(100).contains("NULL", "$1.00", "\u548c\u88fd\u6f22\u8a9e");
    }

    /** Two in three, since each that is taken costs a hash. */
    @Test
    void passwordShouldBeRefusedOrOpenTheAccount() {
        naughty.removeIf(string -> string.hashCode() % 3 == 0 && string.chars().allMatch(c -> c < 128));
        List<String> taken = tried(
                string -> anonymous.post(
                        "/v1/accounts",
                        account("u" + UUID.randomUUID().toString().substring(9), string, "x")),
                (string, answer) -> {});
        assertThat(taken).hasSizeGreaterThan(50);
        taken.removeIf(string -> string.chars().allMatch(c -> c < 128));

        for (String password : taken.subList(0, 10)) {
            String userId = "v" + UUID.randomUUID().toString().substring(9);
            anonymous.post("/v1/accounts", account(userId, password, "x"));
            assertThat(anonymous
                            .post("/v1/login", account(userId, password, null))
                            .status())
                    .as(password)
                    .isEqualTo(200);
            assertThat(anonymous
                            .post("/v1/login", account(userId, password + "?", null))
                            .status())
                    .as(password)
                    .isIn(400, 401);
        }
    }

    @Test
    void deviceIdShouldBeRefusedOrFoundAgain() {
        tried(
                string -> anonymous.post(
                        "/v1/login/device",
                        JSON.objectNode().put("deviceId", string).toString()),
                (string, answer) -> {
                    Answer again = anonymous.post(
                            "/v1/login/device",
                            JSON.objectNode().put("deviceId", string).toString());
                    assertThat(again.status()).isEqualTo(200);
                    assertThat(again.json().get("player"))
                            .isEqualTo(answer.json().get("player"));
                });
    }

    @Test
    void metadataShouldBeReadBackExactlyAsKeyAndValue() throws IOException {
        String scores = board();
        naughty.removeIf(string -> string.getBytes(UTF_8).length > 450); // there is room for two of them
        List<String> taken = tried(
                string -> {
                    SignedIn player = anonymous.signUp();
                    ObjectNode metadata = JSON.objectNode().put(string, string);
                    Answer answer = player.client()
                            .post(
                                    scores,
                                    JSON.objectNode()
                                            .put("score", 1)
                                            .<ObjectNode>set("metadata", metadata)
                                            .toString());
                    if (answer.status() == 200) {
                        assertThat(player.client().get(scores + "/me").json().get("metadata"))
                                .isEqualTo(metadata);
                    }
                    return answer;
                },
                (string, answer) -> {});

        assertThat(taken).hasSize(naughty.size());
    }

    private String board() {
        String board = "/v1/leaderboards/n" + UUID.randomUUID();
        assertThat(server.admin().put(board, "{}").status()).isEqualTo(201);
        return board + "/scores";
    }

    @Test
    void boardNameShouldBeRefusedOrReadBackExactly() {
        List<String> taken = tried(
                string -> server.admin().put("/v1/leaderboards/" + encoded(string) + query(string), "{}"),
                (string, answer) ->
                        assertThat(answer.json().get("name").textValue()).isEqualTo(string));

        assertThat(taken).contains("undefined", "0..0", "2.2250738585072011e-308");
    }

    @Test
    void unknownPathPartsAndTokensShouldBeRefused() {
        String scores = board();
        tried(string -> ann.client().get("/v1/leaderboards/" + encoded(string) + "x/scores"), (string, answer) -> {});
        tried(string -> ann.client().get("/v1/players/x" + encoded(string)), NaughtyStringsResourceTest::noneIsTaken);
        tried(
                string -> ann.client().get(scores + "/x" + encoded(string) + "/around"),
                NaughtyStringsResourceTest::noneIsTaken);
        tried(
                string -> ann.client().get(scores + "?pageToken=" + encoded(string)),
                NaughtyStringsResourceTest::noneIsTaken);
        tried(
                string -> ann.client().get(scores + "?limit=x" + encoded(string)),
                NaughtyStringsResourceTest::noneIsTaken);
        tried(
                string -> ann.client().get(scores + "?" + encoded(string) + "=1"),
                NaughtyStringsResourceTest::noneIsTaken);
    }

    @Test
    void credentialsShouldBeNobodys() {
        naughty.removeIf(string -> !string.chars().allMatch(c -> c >= ' ' && c < 0x7f || c >= 0xa0 && c <= 0xff));
        for (String header : List.of("Authorization", "Cookie")) {
            for (String prefix : List.of("", "Bearer ", "gildong=")) {
                tried(
                        string -> anonymous.with(header, prefix + string).get("/v1/session"),
                        NaughtyStringsResourceTest::noneIsTaken);
            }
        }
    }

    private static String query(String string) {
        return string.isEmpty() ? "?empty" : "";
    }

    /** Every byte but letters and digits, dots included. */
    private static String encoded(String string) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : string.getBytes(UTF_8)) {
            boolean plain = b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
            encoded.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b));
        }
        return encoded.toString();
    }
}
