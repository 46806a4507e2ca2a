package dev.gildong.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class AccountResourceTest {
    private static final String PASSWORD = "tiger on the red bridge";
    private static final int CROWD = 16;

    private final TestDatabase database;
    private final TestServer server;
    private final Client anonymous;
    private final String digits = String.valueOf(ThreadLocalRandom.current().nextInt(100_000_000, 1_000_000_000));

    AccountResourceTest(TestDatabase database) {
        this.database = database;
        server = TestServer.on(database);
        anonymous = server.client();
    }

    private static Answer register(Client client, String userId, String password) {
        return client.post("/v1/accounts", body(userId, password).toString());
    }

    private static Answer signIn(Client client, String userId, String password) {
        return client.post("/v1/login", body(userId, password).toString());
    }

    private static ObjectNode body(String userId, String password) {
        return JsonNodeFactory.instance.objectNode().put("userId", userId).put("password", password);
    }

    private static void assertRefused(Answer answer, String pointer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/pointer").textValue()).isEqualTo(pointer);
    }

    @Test
    void registrationShouldSignInAndSayWhereThePlayerIs() {
        ObjectNode body = body("ann" + digits, PASSWORD).put("displayName", "A\u0301nn \uD83D\uDC05");
        Answer answer = anonymous.post("/v1/accounts", body.toString());

        assertThat(answer.status()).isEqualTo(201);
        JsonNode signIn = answer.json();
        assertThat(signIn.at("/player/displayName").textValue()).isEqualTo("\u00c1nn \uD83D\uDC05");
        Client ann = anonymous.withToken(signIn.get("token").textValue());
        String path = URI.create(answer.header("Location")).getPath();
        assertThat(path).isEqualTo("/v1/players/" + signIn.at("/player/id").textValue());
        assertThat(ann.get(path).json()).isEqualTo(signIn.get("player"));
        assertThat(ann.get("/v1/session").json().get("player")).isEqualTo(signIn.get("player"));
        assertThat(ann.get("/v1/session").json().get("expiresAt")).isEqualTo(signIn.get("expiresAt"));
    }

    @Test
    void userIdShouldBeShownWhereNoNameIsGiven() {
        assertThat(register(anonymous, "ann" + digits, PASSWORD)
                        .json()
                        .at("/player/displayName")
                        .textValue())
                .isEqualTo("ann" + digits);
    }

    @Test
    void signInShouldGiveAnotherTokenForTheSamePlayer() {
        JsonNode first = register(anonymous, "ann" + digits, PASSWORD).json();
        Answer again = signIn(anonymous, "ANN" + digits, PASSWORD);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("player")).isEqualTo(first.get("player"));
        assertThat(again.json().get("token")).isNotEqualTo(first.get("token"));
        assertThat(anonymous
                        .withToken(first.get("token").textValue())
                        .get("/v1/session")
                        .status())
                .isEqualTo(200);
    }

    /** What no user may be called is an unknown user too. */
    @ParameterizedTest
    @ValueSource(strings = {"nobody-at-all", "x", "a b", "an\u202en", "", "\uD83D\uDC05\uD83D\uDC05\uD83D\uDC05"})
    void unknownUserAndWrongPasswordShouldGetTheSameAnswer(String unknown) {
        register(anonymous, "ann" + digits, PASSWORD);
        Answer wrong = signIn(anonymous, "ann" + digits, PASSWORD + "!");
        Answer nobody = signIn(anonymous, unknown, PASSWORD);

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(withoutId(nobody)).isEqualTo(withoutId(wrong));
        assertThat(headers(nobody)).isEqualTo(headers(wrong)).doesNotContainKey("set-cookie");
    }

    private static JsonNode withoutId(Answer answer) {
        return ((ObjectNode) answer.json()).without("instance");
    }

    private static Map<String, List<String>> headers(Answer answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers());
        headers.keySet().removeAll(List.of("x-request-id", "date", "ratelimit"));
        return headers;
    }

    /** With one thread that hashes and one place to wait, a crowd is turned away only if each of it needs a hash. */
    @Test
    void unknownUserShouldCostAHashAsAWrongPasswordDoes() throws Exception {
        Map<String, String> settings = Map.of(
                "gildong.account.hash-threads", "1",
                "gildong.account.hash-queue", "1",
                "gildong.guessing.account-tries", "1000");
        try (TestServer small = TestServer.start(database, settings)) {
            Client client = small.client();
            assertThat(register(client, "ann" + digits, PASSWORD).status()).isEqualTo(201);

            for (String userId : List.of("ann" + digits, "nobody-at-all")) {
                List<Answer> answers = crowd(() -> signIn(client, userId, "wrong password"));
                assertThat(answers)
                        .extracting(Answer::status)
                        .as(userId)
                        .contains(401, 503)
                        .containsOnly(401, 503);
                assertThat(answers)
                        .filteredOn(answer -> answer.status() == 503)
                        .allMatch(answer -> answer.header("Retry-After").matches("[1-9]\\d*"));
            }
        }
    }

    private static List<Answer> crowd(Callable<Answer> request) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CROWD);
        try {
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(Collections.nCopies(CROWD, request))) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "alice, alice",
        "alice, ALICE",
        "mary, rnary",
        "scope, \u0455\u0441\u043e\u0440\u0435", // all Cyrillic
        "strasse, stra\u00dfe",
        "jos\u00e9, JOSE\u0301"
    })
    void userIdThatLooksLikeAnotherShouldBeTaken(String one, String other) {
        assertThat(register(anonymous, one + digits, PASSWORD).status()).isEqualTo(201);
        Answer answer = register(anonymous, other + digits, PASSWORD);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().get("type").textValue()).isEqualTo("urn:gildong:problem:user-id-taken");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0430lice", "ab", "a b c", "an\u202en", "ann\\ud800", "ann\\u0000", "\uD83D\uDC05tiger"})
    void userIdThatNobodyMayHaveShouldBeRefused(String userId) {
        String json = "{\"userId\":\"" + userId + "\",\"password\":\"" + PASSWORD + "\"}";

        assertRefused(anonymous.post("/v1/accounts", json), "/userId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "PassWord", "12345678", "seven \\ud83d", "honggildong"})
    void passwordThatAnyoneCouldGuessShouldBeRefused(String password) {
        String json = "{\"userId\":\"HongGildong\",\"password\":\"" + password + "\"}";
        Answer answer = anonymous.post("/v1/accounts", json);

        assertRefused(answer, "/password");
        assertThat(answer.body()).doesNotContain(password);
    }

    @Test
    void manyRegistrationsOfOneUserIdShouldMakeOnePlayer() throws Exception {
        try (TestServer own = TestServer.start(database, Map.of("gildong.account.hash-threads", "16"))) {
            for (int round = 0; round < 3; round++) {
                String userId = "ann" + round;
                List<Answer> answers = crowd(() -> register(own.client(), userId, PASSWORD));

                assertThat(answers)
                        .extracting(Answer::status)
                        .containsOnlyOnce(201)
                        .containsOnly(201, 409);
                assertThat(own.number("SELECT COUNT(*) FROM player")).isEqualTo(round + 1);
                assertThat(own.number("SELECT COUNT(*) FROM password_identity")).isEqualTo(round + 1);
                assertThat(own.number("SELECT COUNT(*) FROM sign_in_session")).isEqualTo(round + 1);
            }
        }
    }

    @Test
    void deviceShouldMakeAPlayerTheFirstTimeAndFindItAfterwards() {
        String first = device(UUID.randomUUID().toString(), "Ann");
        Answer made = anonymous.post("/v1/login/device", first);
        Answer found = anonymous.post("/v1/login/device", first.replace("Ann", "Bob"));

        assertThat(made.status()).isEqualTo(201);
        assertThat(URI.create(made.header("Location")).getPath())
                .isEqualTo("/v1/players/" + made.json().at("/player/id").textValue());
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.json().get("player")).isEqualTo(made.json().get("player"));
        assertThat(found.json().get("token")).isNotEqualTo(made.json().get("token"));
    }

    private static String device(String deviceId, String displayName) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("deviceId", deviceId)
                .put("displayName", displayName)
                .toString();
    }

    @Test
    void manyFirstSignInsOfOneDeviceShouldMakeOnePlayer() throws Exception {
        for (int round = 0; round < 5; round++) {
            String name = "D" + round + digits;
            String body = device(UUID.randomUUID().toString(), name);
            List<Answer> answers = crowd(() -> anonymous.post("/v1/login/device", body));

            assertThat(answers).extracting(Answer::status).containsOnlyOnce(201).containsOnly(201, 200);
            assertThat(answers)
                    .extracting(answer -> answer.json().get("player"))
                    .containsOnly(answers.get(0).json().get("player"));
            assertThat(answers).extracting(answer -> answer.json().get("token")).doesNotHaveDuplicates();
            assertThat(server.number("SELECT COUNT(*) FROM player WHERE display_name = '" + name + "'"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fifteen letters",
                "spaces in a device id",
                "caf\u00e9-caf\u00e9-caf\u00e9",
                "tab\\tab\\tab\\tab\\tab"
            })
    void deviceIdThatIsNoSecretShouldBeRefused(String deviceId) {
        assertRefused(anonymous.post("/v1/login/device", "{\"deviceId\":\"" + deviceId + "\"}"), "/deviceId");
        assertRefused(anonymous.post("/v1/login/device", "{\"deviceId\":\"" + "a".repeat(129) + "\"}"), "/deviceId");
    }
}
