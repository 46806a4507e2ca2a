package dev.gildong.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gildong.Client;
import dev.gildong.Client.Answer;
import dev.gildong.TestDatabase;
import dev.gildong.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Two nodes on one database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class GuessesResourceTest {
    private static final String ANN = "ann.kim";
    private static final String RIGHT = "seven tall pines";
    private static final String WRONG = "eight tall pines";
    private static final Map<String, String> SETTINGS = Map.of(
            "gildong.guessing.account-tries", "3",
            "gildong.guessing.address-tries", "8",
            "gildong.guessing.first-wait", "PT10M",
            "gildong.http.trusted-proxies", "127.0.0.0/8");

    private final String url;
    private final List<TestServer> nodes = new ArrayList<>();
    private int addresses;

    GuessesResourceTest(TestDatabase database) {
        url = database.freshUrl();
        start(Map.of());
        start(Map.of());
    }

    private TestServer start(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(more);
        TestServer node = TestServer.start(url, "/", settings);
        nodes.add(node);
        return node;
    }

    @AfterEach
    void stop() {
        nodes.forEach(TestServer::close);
    }

    /** Somebody at an address of their own. */
    private Client somebody(int node) {
        return at("192.0.2." + ++addresses, node);
    }

    private Client at(String address, int node) {
        return nodes.get(node).client().with("X-Forwarded-For", address);
    }

    private static Answer signIn(Client client, String userId, String password) {
        return client.post("/v1/login", """
                {"userId": "%s", "password": "%s"}""".formatted(userId, password));
    }

    private Answer signUp(String userId) {
        Answer answer = somebody(0).post("/v1/accounts", """
                {"userId": "%s", "password": "%s"}""".formatted(userId, RIGHT));
        assertThat(answer.status()).isEqualTo(201);
        return answer;
    }

    /** The cookie by which a device is known. */
    private static String deviceCookie(Answer signIn) {
        return signIn.headers().get("set-cookie").stream()
                .filter(cookie -> cookie.startsWith("gildong-device="))
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .findFirst()
                .orElseThrow();
    }

    private void assertBlocked(Answer answer) {
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.json().get("type").textValue()).isEqualTo("urn:gildong:problem:too-many-tries");
        assertThat(answer.headers()).doesNotContainKey("set-cookie");
    }

    private static long wait(Answer answer) {
        return Long.parseLong(answer.header("Retry-After"));
    }

    private void guessInVain(String userId, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(signIn(somebody(i % 2), userId, WRONG).status()).isEqualTo(401);
        }
    }

    /** As if it had been waited for. */
    private void waitIsOver() {
        nodes.get(0).sql("UPDATE guess SET blocked_until = 1");
    }

    @Test
    void allNodesShouldCountTogetherAndARestartShouldForgetNothing() {
        signUp(ANN);
        guessInVain(ANN, 3);

        assertBlocked(signIn(somebody(0), ANN, RIGHT));
        assertBlocked(signIn(somebody(1), "ANN.KIM", RIGHT));
        start(Map.of());
        assertBlocked(signIn(somebody(2), ANN, RIGHT));
        assertThat(wait(signIn(somebody(2), ANN, WRONG))).isBetween(500L, 600L);
    }

    @Test
    void currentPasswordShouldBeGuessedSlowlyTooAndLockNobodyOut() {
        Client ann = somebody(0).with("Authorization", "Bearer " + token(signUp(ANN)));
        String change = """
                {"userId": "%s", "password": "nine tall pines", "currentPassword": "%s"}""";
        for (int i = 0; i < 3; i++) {
            assertThat(ann.put("/v1/me/identities/password", change.formatted(ANN, WRONG))
                            .status())
                    .isEqualTo(403);
        }

        assertBlocked(ann.put("/v1/me/identities/password", change.formatted(ANN, RIGHT)));
        assertThat(signIn(somebody(1), ANN, RIGHT).status()).isEqualTo(200);
    }

    private static String token(Answer signIn) {
        return signIn.json().get("token").textValue();
    }

    @Test
    void unknownAccountShouldBeAnsweredAsOneThatExists() {
        signUp(ANN);
        for (int i = 0; i < 5; i++) {
            Answer known = signIn(somebody(i % 2), ANN, WRONG);
            Answer unknown = signIn(somebody(i % 2), "nobody.here", WRONG);

            assertThat(known.status()).isEqualTo(i < 3 ? 401 : 429);
            assertThat(unknown.status()).isEqualTo(known.status());
            assertThat(unknown.body().replaceAll("\"instance\":\"\\w+\"", ""))
                    .isEqualTo(known.body().replaceAll("\"instance\":\"\\w+\"", ""));
            assertThat(new TreeSet<>(unknown.headers().keySet()))
                    .isEqualTo(new TreeSet<>(known.headers().keySet()));
        }
    }

    @Test
    void eachFurtherTryInVainShouldDoubleTheWait() {
        signUp(ANN);
        guessInVain(ANN, 3);
        waitIsOver();
        guessInVain(ANN, 1);
        assertThat(wait(signIn(somebody(0), ANN, RIGHT))).isBetween(1_100L, 1_200L);
        waitIsOver();
        guessInVain(ANN, 1);
        assertThat(wait(signIn(somebody(0), ANN, RIGHT))).isBetween(2_300L, 2_400L);
        waitIsOver();
        guessInVain(ANN, 1);
        assertThat(wait(signIn(somebody(0), ANN, RIGHT))).isBetween(3_500L, 3_600L);
    }

    @Test
    void triesShouldBeForgottenAfterAWhile() {
        signUp(ANN);
        guessInVain(ANN, 2);
        nodes.get(0).sql("UPDATE guess SET forget_at = 1");

        guessInVain(ANN, 2);
        assertThat(signIn(somebody(0), ANN, RIGHT).status()).isEqualTo(200);
    }

    @Test
    void rightPasswordShouldBeginAtNought() {
        signUp(ANN);
        for (int i = 0; i < 2; i++) {
            guessInVain(ANN, 2);
            assertThat(signIn(somebody(1), ANN, RIGHT).status()).isEqualTo(200);
        }
        guessInVain(ANN, 3);
        assertBlocked(signIn(somebody(1), ANN, RIGHT));
    }

    @Test
    void deviceThatHasSignedInBeforeShouldNotBeLockedOutByStrangers() {
        String cookie = deviceCookie(signUp(ANN));
        String other = deviceCookie(signUp("bob.lee"));
        guessInVain(ANN, 3);

        assertBlocked(signIn(somebody(0), ANN, RIGHT));
        assertBlocked(signIn(somebody(0).with("Cookie", other), ANN, RIGHT));
        String forged = cookie.substring(0, cookie.length() - 1) + (cookie.endsWith("A") ? "E" : "A");
        assertBlocked(signIn(somebody(0).with("Cookie", forged), ANN, RIGHT));
        Answer device = signIn(somebody(1).with("Cookie", cookie), ANN, RIGHT);
        assertThat(device.status()).isEqualTo(200);
        assertThat(deviceCookie(device)).isEqualTo(cookie);
    }

    @Test
    void deviceThatHasSignedInBeforeShouldCountForItselfAlone() {
        String cookie = deviceCookie(signUp(ANN));
        for (int i = 0; i < 3; i++) {
            assertThat(signIn(somebody(i % 2).with("Cookie", cookie), ANN, WRONG)
                            .status())
                    .isEqualTo(401);
        }

        assertBlocked(signIn(somebody(0).with("Cookie", cookie), ANN, RIGHT));
        assertThat(signIn(somebody(0), ANN, RIGHT).status()).isEqualTo(200);
    }

    @Test
    void addressShouldHaveToWaitWhateverAccountsItTries() {
        String cookie = deviceCookie(signUp(ANN));
        for (int i = 0; i < 8; i++) {
            assertThat(signIn(at("2001:db8::" + i, i % 2), "user" + i, WRONG).status())
                    .isEqualTo(401);
        }

        assertBlocked(signIn(at("2001:db8::9", 0), ANN, RIGHT));
        assertThat(signIn(at("2001:db8::9", 1).with("Cookie", cookie), ANN, RIGHT)
                        .status())
                .isEqualTo(200);
        assertThat(signIn(at("2001:db8:0:1::9", 1), ANN, RIGHT).status()).isEqualTo(200);
    }

    @Test
    void rightPasswordShouldGiveTheAddressBackItsOwnTryAlone() {
        signUp(ANN);
        for (int i = 0; i < 7; i++) {
            assertThat(signIn(at("192.0.2.200", i % 2), "user" + i, WRONG).status())
                    .isEqualTo(401);
        }

        assertThat(signIn(at("192.0.2.200", 0), ANN, RIGHT).status()).isEqualTo(200);
        assertThat(signIn(at("192.0.2.200", 0), ANN, RIGHT).status()).isEqualTo(200);
        assertThat(signIn(at("192.0.2.200", 0), "user8", WRONG).status()).isEqualTo(401);
        assertBlocked(signIn(at("192.0.2.200", 1), ANN, RIGHT));
    }

    /** One password is hashed at a time and one may wait: a crowd that needed hashes would be answered 503. */
    @Test
    void whoeverHasToWaitShouldCostNoHash() throws Exception {
        start(Map.of("gildong.account.hash-threads", "1", "gildong.account.hash-queue", "1"));
        signUp(ANN);
        guessInVain(ANN, 3);

        assertThat(crowd(ANN, RIGHT, 2, 2)).containsOnly(429);
    }

    @Test
    void parallelGuessesShouldGetNoMoreTriesThanOthers() throws Exception {
        signUp(ANN);
        List<Integer> answers = crowd(ANN, WRONG, 0, 1);

        assertThat(answers).containsOnly(401, 429);
        assertThat(answers.stream().filter(status -> status == 401)).hasSize(3);
    }

    /** What 24 get who sign in at once, half of them on each of two nodes. */
    private List<Integer> crowd(String userId, String password, int node, int otherNode) throws Exception {
        List<Callable<Integer>> guesses = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            Client client = somebody(i % 2 == 0 ? node : otherNode);
            guesses.add(() -> signIn(client, userId, password).status());
        }
        ExecutorService threads = Executors.newFixedThreadPool(guesses.size());
        try {
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> answer : threads.invokeAll(guesses)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void addressShouldNotMakePlayersWithoutEnd() {
        start(Map.of("gildong.guessing.new-players", "3"));
        Client one = at("192.0.2.99", 2);
        String device = """
                {"deviceId": "5f0f6f2e-7f3b-4a0e-9d51-%012d"}""";
        for (int i = 0; i < 3; i++) {
            assertThat(one.post("/v1/login/device", device.formatted(i)).status())
                    .isEqualTo(201);
        }

        assertBlocked(one.post("/v1/login/device", device.formatted(3)));
        assertBlocked(one.post("/v1/accounts", """
                {"userId": "ann.kim", "password": "seven tall pines"}"""));
        assertThat(one.post("/v1/login/device", device.formatted(0)).status()).isEqualTo(200);
        assertThat(somebody(2).post("/v1/login/device", device.formatted(4)).status())
                .isEqualTo(201);
    }
}
